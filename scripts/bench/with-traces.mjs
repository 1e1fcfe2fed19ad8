import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensure } from '../ensure.mjs';
import { runShop, SHOP } from '../running-shop.mjs';

/** Services and teams of the running example, by the numbers of the packages and teams that stand for them here. */
const SERVICES = ['shop', 'basket', 'prices', 'stock', 'mail'];
const TEAMS = ['Shop', 'Basket', 'Prices', 'Warehouse'];

/**
 * A generated monorepo in which five packages are the services of the running example, declared as there, with traces that
 * were made just now. As there, the traces are kept out of git.
 */
export async function withTraces(repository) {
  const folder = `${repository}-with-traces`;
  rmSync(folder, { recursive: true, force: true });
  const git = (...args) =>
    execFileSync('git', ['-C', folder, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('git', ['clone', '--quiet', '--shared', repository, folder]);
  // It is no branch that is ahead of another: as of the tree without traces, all of its history is the main line.
  git('remote', 'remove', 'origin');
  appendFileSync(join(folder, 'architecture.wiring'), `\n${servicesOf(SHOP)}`);
  writeFileSync(join(folder, '.gitignore'), '/traces/\n');
  git('add', '--all');
  const who = ['-c', 'user.name=person0', '-c', 'user.email=person0@mono.example'];
  git(...who, 'commit', '--quiet', '--message', 'Declare what runs');
  ensure(SHOP);
  await runShop({ traces: join(folder, 'traces') });
  return folder;
}

/** What the example says of its services, said of packages and teams of a generated monorepo. */
function servicesOf(shop) {
  const text = readFileSync(join(shop, 'architecture.wiring'), 'utf8');
  const numberIn = (names, name) => {
    const number = names.indexOf(name);
    if (number < 0) throw new Error(`The running example names ${name}, for which nothing stands here.`);
    return number;
  };
  return text
    .slice(text.indexOf('traces "traces"'))
    .replace(/^( *runs ).*\/(\w+)$/gm, (_, runs, name) => `${runs}p${numberIn(SERVICES, name)}`)
    .replace(/^( *(?:built|operated) by )(\w+)$/gm, (_, by, team) => `${by}Team${numberIn(TEAMS, team)}`);
}
