import type { Verdict } from '#core/couches/couch';
import { couchesWorth } from '#core/views/couch-list';
import { couchInShort } from '#core/views/couch-name';
import { count, withCommas } from '#core/views/words';
import type { CheckReport } from '../format.ts';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { wrap } from '../terminal/wrap.ts';

/** What one screen holds beside its heading and the line that says what was left out. */
const MOST_LINES = 20;
const MOST_COUCHES = 8;

/** The couches worth talking about, worst first: at most one screen, unless all are asked for. */
export function couchLines({ reviewed, settings }: CheckReport, colours: Paint): readonly string[] {
  // Who asks for some rules wants their findings.
  if (settings.rules.length > 0) return [];
  const { nothing, verdicts, unlisted, worth, accepted } = couchesWorth(reviewed);
  const counts = VERDICTS.flatMap(verdict => {
    const n = verdicts[verdict] ?? 0;
    return n === 0 ? [] : [`${withCommas(n)} ${verdict}`];
  });
  const lines = wrap(counts.join(', '), '  ', `${colours.heading('Couches')}  `);
  const heading = lines.length === 0 ? [colours.heading('Couches')] : [...lines];
  const others = unlisted.flatMap(line => wrap(`${plain(line)}.`, '  '));
  if (nothing !== undefined)
    return [...heading, ...wrap(`None to talk about: ${plain(nothing)}.`, '  '), ...others];
  const shown: string[] = [];
  let told = 0;
  for (const { couch, verdict, because, fragile } of worth) {
    const hint = fragile.length > 0 ? ' (fragile)' : '';
    const name = wrap(
      plain(settings.all ? couch.name : couchInShort(couch)),
      '            ',
      `  ${verdict.padEnd(10)}`,
    );
    const [first = '', ...rest] = name;
    const entry = [
      first.replace(verdict, colours.severity(verdict === 'WATCH' ? 'information' : 'warning', verdict)),
      ...rest,
      ...wrap(`${plain(because)}${hint}`, '            '),
    ];
    if (!settings.all && told > 0 && (told >= MOST_COUCHES || shown.length + entry.length > MOST_LINES))
      break;
    shown.push(...entry);
    told += 1;
  }
  const left = worth.length - told;
  if (left > 0)
    shown.push(`  … and ${count(left, 'more couch', 'more couches')} worth talking about (--all)`);
  // Of one that is accepted by itself the finding of its group still stands, and says so.
  const where = reviewed.judgement.accepted.length > 0 ? ', see below' : ': the finding of its group stays';
  if (accepted > 0) shown.push(`  ${count(accepted, 'couch', 'couches')} accepted${where}`);
  shown.push(...others, '  "wiring explain COUCH" tells the whole story of one.');
  return [...heading, ...shown];
}

const VERDICTS: readonly Verdict[] = ['TOO BIG', 'MISWIRED', 'TOO SMALL', 'WATCH', 'JUST RIGHT', 'UNKNOWN'];
