import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Runs a command to its end. Wall time in ms; peak memory in MiB where the system tells it (Linux). */
export function timed(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let peakMiB = 0;
    let errors = '';
    const watch = setInterval(() => {
      peakMiB = Math.max(peakMiB, peakOf(child.pid));
    }, 10);
    child.stderr.on('data', chunk => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', code => {
      clearInterval(watch);
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      // 0 is clean, 1 is findings (a dependency cruiser counts them); anything else is a failed measurement.
      if (code !== 0 && code !== 1)
        reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${errors.slice(-400)}`));
      else resolve({ ms, peakMiB, code });
    });
  });
}

/** The peak resident size so far, in MiB; 0 where it cannot be told. */
export function peakOf(pid) {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Number(line[1]) / 1024 : 0;
  } catch {
    return 0;
  }
}

export function median(values) {
  return percentile(values, 0.5);
}

/** The smallest value that at least `share` of all do not exceed. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
