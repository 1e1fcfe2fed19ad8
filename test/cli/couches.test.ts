import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { columns } from '#cli/terminal/wrap';
import { built, folder, git, PROJECT, removeScratch, repository, SMALL, wiring } from '#test/cli/real';
import { type MadeCommit, makeRepository } from '#test/support/git-repository';

const MODULES = 12;
const MONTHS = 36;
const END = Date.UTC(2026, 10, 1) / 1000;

/**
 * Twelve modules whose every change needs four teams, twelve that their team carries alone, and two that always move
 * together; each changes once a month for three years.
 */
function commits(): readonly MadeCommit[] {
  const names = Array.from({ length: MODULES }, (_, i) => String(i).padStart(2, '0'));
  const packages = [...names.flatMap(n => [`tight${n}`, `loose${n}`]), 'left', 'right'];
  const manifest = (name: string) => `{ "name": "@shop/${name}", "version": "1.0.0", "private": true }\n`;
  const first: MadeCommit = {
    subject: 'Begin',
    at: END - MONTHS * 30 * 86_400,
    files: {
      'package.json': '{ "name": "shop", "private": true, "workspaces": ["packages/*"] }\n',
      CODEOWNERS: [
        '/packages/ @shop/a',
        '/config/b.ts @shop/b',
        '/config/c.ts @shop/c',
        '/config/d.ts @shop/d',
        '',
      ].join('\n'),
      ...Object.fromEntries(packages.map(name => [`packages/${name}/package.json`, manifest(name)])),
    },
  };
  const all = [first];
  for (let month = 0; month < MONTHS; month++) {
    const at = (index: number) => END - (MONTHS - month) * 30 * 86_400 + (index + 1) * 3600;
    const text = `export const month = ${month};\n`;
    for (const [index, n] of names.entries()) {
      all.push({
        subject: `Change tight ${n}`,
        at: at(index * 2),
        author: 'Ana <ana@example.org>',
        files: {
          [`packages/tight${n}/src/index.ts`]: text,
          ...Object.fromEntries(
            ['b', 'c', 'd'].map(team => [`config/${team}.ts`, `export const at = ${month * 100 + index};\n`]),
          ),
        },
      });
      all.push({
        subject: `Change loose ${n}`,
        at: at(index * 2 + 1),
        files: { [`packages/loose${n}/src/index.ts`]: text },
      });
    }
    all.push({
      subject: 'Change left and right',
      at: at(30),
      files: { 'packages/left/src/index.ts': text, 'packages/right/src/index.ts': text },
    });
  }
  return all;
}

describe('couches on the command line', function () {
  this.timeout(60_000);
  let root = '';
  before(() => {
    built();
    root = folder({});
    makeRepository(root, commits());
  });
  after(removeScratch);

  const run = (...args: string[]) => {
    const ran = wiring(root, args);
    if (!args.includes('json'))
      for (const line of ran.stdout.split('\n'))
        if (!line.includes('/')) assert.ok(columns(line) <= 80, line);
    assert.doesNotMatch(ran.stdout + ran.stderr, /ana@|\bAna\b/, 'no person is named');
    return ran;
  };

  it('check lists those worth talking about, on one screen, and says how many it left out', () => {
    const { stdout } = run('check');
    const section = /^Couches[\s\S]*?\n\n/m.exec(stdout)?.[0] ?? '';
    assert.match(section, /^Couches {2}13 TOO BIG, /);
    assert.match(section, /^ {2}TOO BIG +shop\n +0 % of its /m);
    assert.match(section, /… and \d+ more couches worth talking about \(--all\)/);
    assert.ok(section.split('\n').length <= 26, section);
    const all = /^Couches[\s\S]*?\n\n/m.exec(run('check', '--all').stdout)?.[0] ?? '';
    assert.equal(all.match(/^ {2}TOO BIG/gm)?.length, 13);
    assert.doesNotMatch(run('check', '--quiet').stdout, /^Couches/m);
  });

  it('explain says first whether a module is right, of a file too, and counts as the verdict does', () => {
    const { stdout } = run('explain', '@shop/tight00');
    assert.match(stdout, /^@shop\/tight00 {2}module\n\nVerdict {2}TOO BIG\n/);
    assert.match(stdout, /^ {2}13 carries in 12 months$/m);
    assert.match(stdout, /^ {2}13 ordinary changes in 12 months, 0 of them/m);
    assert.match(
      run('explain', 'packages/tight00/src/index.ts').stdout,
      /^ {2}verdict on it: TOO BIG · 4 teams/m,
    );
  });

  it('check says the same to programs, by its schema, and the same bytes twice', () => {
    const { stdout } = run('check', '--format', 'json');
    const schema = JSON.parse(readFileSync(join(PROJECT, 'schema', 'check.schema.json'), 'utf8'));
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
    const document = JSON.parse(stdout) as {
      couches: { verdicts: Record<string, number>; worth: { verdict: string; carries: number }[] };
    };
    assert.ok(validate(document), JSON.stringify(validate.errors?.slice(0, 3)));
    assert.equal(document.couches.verdicts['TOO BIG'], 13);
    assert.equal(document.couches.worth[0]?.verdict, 'TOO BIG');
    assert.equal(document.couches.worth[0]?.carries, 156);
    assert.equal(wiring(root, ['check', '--format', 'json', '--no-cache']).stdout, stdout);
  });

  it('check says why a list is empty', () => {
    assert.match(
      wiring(folder(SMALL), ['check']).stdout.replace(/\s+/g, ' '),
      / Couches None to talk about: there is no history to judge by: /,
    );
    assert.match(
      wiring(repository(SMALL), ['check']).stdout,
      /^Couches {2}2 UNKNOWN\n {2}None to talk about: too little is known of 2 couches\.\n {2}2 couches are UNKNOWN for fewer than 10 carries in 36 months\.$/m,
    );
  });

  it('check leaves out what was accepted, and counts it', () => {
    const place = folder({});
    makeRepository(place, commits());
    writeFileSync(
      join(place, 'architecture.wiring'),
      'accept couch-too-big on module "@shop/tight00" until 2030-01-01 because "it is being split"\n',
    );
    const { stdout } = wiring(place, ['check', '--all']);
    assert.doesNotMatch(/^Couches[\s\S]*?\n\n/m.exec(stdout)?.[0] ?? '', /tight00/);
    assert.match(stdout, /1 couch accepted, see below/);
  });

  it('explain tells the story of a module, a couch and a team', () => {
    const { stdout, code } = run('explain', '@shop/tight00');
    assert.equal(code, 0);
    assert.match(stdout, /Verdict {2}TOO BIG\n {2}0 % of its /);
    assert.match(stdout, /independence of action 0 % \(95 % interval 0 % to \d+ %\)/);
    assert.match(stdout, /effective teams 4\.0/);
    assert.match(stdout, /\d{4}-\d\d-\d\d [0-9a-f]{10} Change tight 00: @shop\/a, @shop\/b,\s+@shop\/c/);
    assert.match(stdout, /^Trend of independence over three years\n/m);
    const team = run('explain', '@shop/b').stdout;
    assert.match(team, /@shop\/tight00, TOO BIG/);
    assert.match(team, /^Overlap with other teams {2}3\n/m);
    assert.match(
      team.replace(/\s+/g, ' '),
      / @shop\/a: \d+ % over 12 modules, most in @shop\/tight\d\d \(13 of its carries, 13 of theirs, 13 together\) /,
    );
    assert.equal(run('explain', '@shop/tite00').code, 2);
  });

  it('explain --cochange gives every figure, and the listing of code-maat', () => {
    const { stdout } = run('explain', '@shop/left', '--cochange');
    const flat = stdout.replace(/\s+/g, ' ');
    assert.match(
      flat,
      /@shop\/right: 13 together, [\d.]+ expected; support 4 %; confidence 100 % from here, 100 % from there; lift 25\.0; significant \(p < 0\.001 corrected\)/,
    );
    assert.match(stdout, /^ {2}@shop\/left,@shop\/right,100,13$/m);
    assert.doesNotMatch(run('explain', '@shop/left').stdout, /code-maat/);
    const group = run('explain', '@shop/left + @shop/right', '--cochange').stdout.replace(/\s+/g, ' ');
    assert.match(group, /^@shop\/left \+ @shop\/right couch Verdict JUST RIGHT /);
    assert.match(group, /confidence 100 % from the first, 100 % from the second/);
    const file = run('explain', 'packages/left/src/index.ts', '--cochange').stdout;
    assert.match(
      file.replace(/\s+/g, ' '),
      /packages\/right\/src\/index\.ts: 13 together; support 4 %; confidence 100 % from here, 100 % from there; lift 25\.0/,
    );
    assert.match(file, /^ {2}packages\/left\/src\/index\.ts,packages\/right\/src\/index\.ts,100,13$/m);
    const told = JSON.parse(run('explain', 'packages/left', '--cochange', '--format', 'json').stdout) as {
      sections: { heading: string; rows?: { shared?: number; coupled?: string }[] }[];
    };
    const rows = (heading: string) =>
      told.sections.find(section => section.heading.startsWith(heading))?.rows ?? [];
    assert.deepEqual(
      ['Co-change of modules', 'Co-change of files'].map(heading => rows(heading)[0]?.shared),
      [13, 13],
    );
    assert.equal(rows('As code-maat lists files')[0]?.coupled, 'packages/right/src/index.ts');
  });

  it('lift tells teams, couches and missing partners of what is not committed', () => {
    assert.match(
      run('lift').stdout,
      /^Nothing is being lifted: no file differs from the last commit\.[\s\S]*--base REF" tells\.\n$/,
    );
    // A branch that is behind another one differs from it, and has done nothing.
    git(root, ['checkout', '-q', '--detach', 'HEAD~2']);
    assert.match(
      run('lift', '--base', 'main').stdout,
      /no file differs from where main parted, at [0-9a-f]{10}\.$/m,
    );
    git(root, ['checkout', '-q', 'main']);
    try {
      writeFileSync(join(root, 'packages/left/src/index.ts'), 'export const now = 1;\n');
      writeFileSync(join(root, 'config/b.ts'), 'export const now = 1;\n');
      const { stdout, code } = run('lift');
      assert.equal(code, 0);
      assert.match(stdout, /^Lifting now {2}2 files not committed yet/);
      assert.match(stdout, /@shop\/a and @shop\/b must lift it together/);
      assert.match(stdout, /^ {2}@shop\/left, JUST RIGHT: /m);
      assert.match(stdout, /@shop\/right: it changed in 13 of the 13 changes to @shop\/left \(100 %\)/);
      writeFileSync(join(root, 'packages/right/src/index.ts'), 'export const now = 1;\n');
      assert.match(run('lift').stdout, /nothing that mostly changes with it is left out/);
      assert.match(
        run('lift', '--base', 'HEAD~1').stdout,
        /since HEAD~1 parted at [0-9a-f]{10} \(1 commit\)/,
      );
      assert.deepEqual(JSON.parse(run('lift', '--format', 'json').stdout).teams, ['@shop/a', '@shop/b']);
    } finally {
      for (const path of ['packages/left/src/index.ts', 'packages/right/src/index.ts', 'config/b.ts'])
        rmSync(join(root, path));
      makeClean(root);
    }
    const manifest = join(root, 'packages/left/package.json');
    const was = readFileSync(manifest, 'utf8');
    try {
      rmSync(manifest);
      const { stdout } = run('lift');
      assert.match(stdout, /1 package is taken away or moved \(packages\/left\): what it was part of/);
      assert.deepEqual(JSON.parse(run('lift', '--format', 'json').stdout).gone, ['packages/left']);
    } finally {
      writeFileSync(manifest, was);
      makeClean(root);
    }
    const wrong = run('lift', '--base', 'nowhere');
    assert.deepEqual([wrong.code, wrong.stdout], [2, '']);
    assert.match(wrong.stderr, /there is no commit "nowhere"/);
    assert.equal(run('lift', '--no-git').code, 3);
    assert.equal(wiring(folder(SMALL), ['lift']).code, 3);
  });

  it('replay compares two models over the same history', () => {
    const proposal = join(
      folder({
        'p.wiring':
          'team All {\n  handle "@shop/a"\n}\nmodule config {\n  path "config/**"\n  owner All\n}\ncouch quiet {\n  modules config\n}\n',
      }),
      'p.wiring',
    );
    const { stdout, code } = run('replay', '--with', proposal);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^ {2}everything +\d+ +\d+ → \d+ +\d+ % → 100 % +\d\.\d\d → 1\.00$/m);
    assert.match(stdout, /^ {2}@shop\/tight00 +13 +0 → 13 +0 % → 100 % +4\.00 → 1\.00$/m);
    assert.doesNotMatch(stdout, /loose/);
    assert.match(stdout, /^ {2}\d+ changes would have been lifted by other teams than today\.$/m);
    assert.match(stdout, /^Verdicts that would be others {2}\d+\n {2}\S+: [A-Z ]+ → [A-Z ]+$/m);
    const { verdicts } = JSON.parse(run('replay', '--with', proposal, '--format', 'json').stdout);
    assert.ok(verdicts.some(({ couch }: { readonly couch: string }) => couch === 'module:@shop/tight00'));
    // A proposal that lies in the repository is no part of today's model.
    const inside = join(root, 'proposal.wiring');
    try {
      writeFileSync(inside, readFileSync(proposal));
      const again = run('replay', '--with', 'proposal.wiring').stdout;
      const [told, note] = again.split('  proposal.wiring lies in');
      assert.equal(told?.slice(told.indexOf('\n')).trimEnd(), stdout.slice(stdout.indexOf('\n')).trimEnd());
      assert.match(note ?? '', /the repository, so that "today" is without it/);
    } finally {
      rmSync(inside);
    }
    const broken = join(folder({ 'b.wiring': 'module {\n' }), 'b.wiring');
    assert.equal(run('replay', '--with', broken).code, 2);
    // What is no wiring file has a problem on every line, and its reader wants to know one thing.
    const list = join(folder({ CODEOWNERS: '/a @shop/a @shop/b # who\n'.repeat(40) }), 'CODEOWNERS');
    const wrong = run('replay', '--with', list);
    assert.equal(wrong.code, 2);
    assert.equal(wrong.stderr.trimEnd().split('\n').length, 12, wrong.stderr);
    assert.match(wrong.stderr, /more problems in it\.\nwiring: --with takes a \.wiring file; is /);
    assert.match(run('replay', '--with', '.').stderr, /"\." is no file: a folder, a pipe or a device/);
    assert.equal(run('replay').code, 2);
    assert.equal(run('replay', '--with', 'nowhere.wiring').code, 2);
    const none = wiring(folder(SMALL), ['replay', '--with', proposal]);
    assert.deepEqual([none.code, /Not replayable: there is no history/.test(none.stdout)], [3, true]);
  });

  it('study finds what is there, and says when there is too little', () => {
    const { stdout, code } = run('study');
    assert.equal(code, 0);
    assert.match(stdout, /^Modules: called TOO BIG$/m);
    assert.match(stdout, /^ {2}\d{4}-\d\d-\d\d +27 +13 +12 +\d+\/\d+ 100 % +0\/\d+ 0 % +\+100$/m);
    assert.match(
      stdout.replace(/\s+/g, ' '),
      /Over 12 modules, each by its changes at all cut-offs: \+100 points \(p under 0\.001\); they took several teams more often/,
    );
    assert.match(
      stdout.replace(/\s+/g, ' '),
      /rank correlation −\d\.\d\d \(p under 0\.001\), over 27 modules/,
    );
    const short = wiring(repository(SMALL), ['study']);
    assert.equal(short.code, 3);
    assert.match(short.stdout, /Nothing could be studied: the history is shorter than 18 months/);
    assert.equal(run('study', '--no-git').code, 3);
  });

  it('doctor lists the wide changes and those set aside, and all of them where asked, for each may have to be corrected', () => {
    const place = folder({});
    const names = Array.from({ length: 10 }, (_, i) => `p${i}`);
    const wide = (n: number): MadeCommit => ({
      subject: `Work on everything, part ${n}`,
      at: END + n * 86_400,
      files: Object.fromEntries(
        names.map(name => [`packages/${name}/src.ts`, `export const ${name} = ${n};\n`]),
      ),
    });
    const manifests = names.map(name => [`packages/${name}/package.json`, `{ "name": "${name}" }\n`]);
    const files = {
      'package.json': '{ "name": "shop", "private": true, "workspaces": ["packages/*"] }\n',
      ...Object.fromEntries(manifests),
    };
    const sweeps = [1, 2, 3, 4, 5, 6].map(n => ({ ...wide(n + 10), subject: `Bump typescript to 5.${n}` }));
    const small = { ...wide(20), files: { 'packages/p0/src.ts': 'export {};\n' } };
    makeRepository(place, [
      { subject: 'Begin', at: END, files },
      ...[1, 2, 3, 4, 5, 6, 7].map(wide),
      ...sweeps,
      { ...small, subject: 'Revert "Work on p0"' },
      { ...small, at: END + 21 * 86_400, subject: 'Release 1.0.0', files: { 'packages/p1/src.ts': '' } },
    ]);
    const doctor = (...args: string[]) => wiring(place, ['doctor', ...args]).stdout;
    const parts = (text: string) => [...new Set(text.match(/Work on everything, part \d/g))];
    const short = doctor();
    assert.equal(parts(short).length, 5);
    assert.match(short, /and 2 more \(--all\)/);
    assert.equal(short.match(/Bump typescript/g)?.length, 5);
    assert.match(
      short,
      /10 modules {2}Bump typescript to 5\.6\n +one mechanical edit over 10 modules, by its/,
    );
    assert.match(short, /and 2 by mechanical sweeps, 1 by releases, 1 by reverts \(--all\)/);
    const whole = doctor('--all');
    assert.equal(parts(whole).length, 7);
    assert.match(
      whole,
      /Set aside as sweep: 7 changes\n {2}one mechanical edit over 10 modules, by its title\n/,
    );
    assert.match(
      whole,
      /Set aside as revert: 1 change\n {2}the title says that it takes back another change\n {4}\w{9} {2}\d{4}-\d\d-\d\d {2}1 module {2}Revert "Work on p0"\n/,
    );
    assert.match(whole, /Set aside as release: 1 change\n {2}the title is that of a release\n/);
    assert.match(
      wiring(place, ['explain', 'p0']).stdout.replaceAll(/\s+/g, ' '),
      /8 changes set aside \(releases, bots, sweeps, reverts, renames\): wiring doctor --all lists them/,
    );
    const { changes } = JSON.parse(wiring(place, ['facts']).stdout);
    assert.deepEqual(
      changes.slice(0, 2).map((each: Record<string, string>) => [each.class, each.reason]),
      [
        ['release', 'the title is that of a release'],
        ['revert', 'the title says that it takes back another change'],
      ],
    );
  });

  it('helps with an example for each', () => {
    for (const command of ['lift', 'replay', 'study'])
      assert.match(run(command, '--help').stdout, new RegExp(`Examples\n {2}wiring ${command}`));
  });
});

/** Puts the tree back as it was committed. */
function makeClean(root: string): void {
  const month = MONTHS - 1;
  for (const path of ['packages/left/src/index.ts', 'packages/right/src/index.ts'])
    writeFileSync(join(root, path), `export const month = ${month};\n`);
  writeFileSync(join(root, 'config/b.ts'), `export const at = ${month * 100 + MODULES - 1};\n`);
}
