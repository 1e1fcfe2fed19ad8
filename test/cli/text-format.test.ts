import assert from 'node:assert/strict';
import { text } from '#cli/formats/text';
import { paint } from '#cli/terminal/paint';
import { columns } from '#cli/terminal/wrap';
import { type ReplayedWithVerdicts, replayLines } from '#cli/text/replay';
import type { TeamName } from '#core/model/model';
import { at, FACTS, finding, INDEPENDENCE, madeUp, settings } from '#test/cli/made-up';

function shown(
  parts: Parameters<typeof madeUp>[0] = {},
  changes: Parameters<typeof settings>[0] = {},
): string {
  const reviewed = madeUp(parts);
  return text.check({ reviewed, findings: reviewed.judgement.findings, settings: settings(changes) });
}

describe('the text format', () => {
  it('is headed by independence of action per team with its counts', () => {
    const lines = shown().split('\n');
    const heading = lines.indexOf('Independence of action per team');
    assert.ok(heading > 0 && heading < 6);
    assert.match(lines[heading + 2] ?? '', /^ {2}@north\/web +9 +15 +60 % /);
    assert.match(
      lines[heading + 3] ?? '',
      /^ {2}@north\/cart +3 +9 +few {2}@north\/web 6$/,
      'no share of nine changes',
    );
    assert.match(shown(), /few: under 10 changes, which is too few for a share/);
    assert.match(shown(), /12 of 18 changes in 12 months \(67 %\) needed one team only\./);
  });

  it('says why independence is unknown', () => {
    const independence = { ...INDEPENDENCE, teams: [], unknown: 'only one team is known' };
    assert.match(
      shown({ independence }),
      /Independence of action per team\n {2}Unknown: only one team is known\./,
    );
  });

  it('groups findings by team, the worst team first, with clickable places', () => {
    const findings = [
      finding('error', 'undeclared-dependency', 'packages/cart/total.ts'),
      finding('warning', 'dependency-cycle', 'apps/web/main.ts'),
    ];
    const out = shown({ findings });
    const cart = out.indexOf('\n@north/cart\n  packages/cart/total.ts:3:10\n    error ');
    const web = out.indexOf('\n@north/web\n  apps/web/main.ts:3:10\n    warning ');
    assert.ok(cart > 0 && web > cart, out);
    assert.match(out, /Findings {2}1 error, 1 warning, 0 information, 0 accepted, 0 rules skipped/);
  });

  it('shows every finding that fails the run, and counts the rest', () => {
    const errors = Array.from({ length: 9 }, (_, i) =>
      finding('error', 'bypassed-interface', `apps/web/${i}.ts`),
    );
    const infos = Array.from({ length: 9 }, (_, i) =>
      finding('information', 'split-ownership', `apps/web/i${i}.ts`),
    );
    const out = shown({ findings: [...errors, ...infos] });
    for (let i = 0; i < 9; i++) assert.ok(out.includes(`apps/web/${i}.ts:3:10`));
    assert.match(out, /… and 9 more: 9 split-ownership \(--all\)/);
    const all = shown({ findings: [...errors, ...infos] }, { all: true });
    for (let i = 0; i < 9; i++) assert.ok(all.includes(`apps/web/i${i}.ts:3:10`));
  });

  it('sets evidence that takes two lines apart from the next', () => {
    const evidence = [
      `2026-03-04 Money in cents everywhere: ${'Checkout, '.repeat(5)}and Storefront`,
      'fragile',
    ];
    const all = shown({ findings: [finding('error', 'couch-too-big', 'a.ts', { evidence })] }, { all: true });
    assert.match(all, /\n {6}2026-03-04 .*\n {8}\S.*Storefront\n {6}fragile\n/);
  });

  it('says why an empty result is empty, and what was not analysed', () => {
    const out = shown();
    assert.match(out, /Nothing to report\. Looked: dependency-cycle at 12 pairs of modules\./);
    const ran = [
      { rule: 'dependency-cycle', looked: 1, at: 'pairs of modules' },
      { rule: 'overlapping-modules', looked: 1, at: 'declared modules' },
    ];
    const once = shown({ judgement: { findings: [], accepted: [], ran, skipped: [] } }).replace(/\s+/g, ' ');
    assert.match(once, /dependency-cycle at 1 pair of modules; overlapping-modules at 1 declared module\./);
    assert.match(out, /not taken: 1 binary file \(logo\.png\)$/m);
    assert.match(out, /counted, not read: 2 \.vue/);
    assert.match(out, /changes of 12 months set aside: 4 by bots, 1 by reverts/);
    assert.match(out, /history: this folder is in no git repository/);
    assert.match(out, /^Next: this folder is in no git repository; with history, changes tell/m);
  });

  it('does not praise where no rule ran', () => {
    const judgement = {
      findings: [],
      accepted: [],
      ran: [],
      skipped: [{ rule: 'dependency-cycle', missing: ['imports' as const], message: 'no imports' }],
    };
    const out = shown({ judgement });
    assert.match(out, /No rule ran: every rule was skipped for want of facts/);
    assert.match(out, /Rules skipped {2}1\n {2}dependency-cycle: for want of imports/);
  });

  it('says once why several rules could not run', () => {
    const skipped = ['no-channel', 'thin-channel'].map(rule => ({
      rule,
      missing: [],
      message: `${rule} could not run: no channel is declared`,
    }));
    const out = shown({ judgement: { findings: [], accepted: [], ran: [], skipped } });
    assert.match(out, /Rules skipped {2}2\n {2}no-channel, thin-channel: no channel is declared\n/);
  });

  it('stays within 80 columns, whatever the names', () => {
    const long = 'a-name-that-goes-on-and-on-'.repeat(3);
    const findings = [
      finding('error', 'undeclared-dependency', 'packages/cart/total.ts', {
        message: `${'很长的名字 '.repeat(20)} does not declare that it uses something else, and says so at length`,
        subject: { team: `@org/${long}` },
      }),
    ];
    const independence = {
      ...INDEPENDENCE,
      teams: INDEPENDENCE.teams.map(row => ({
        ...row,
        team: `@org/${long}${row.team}` as typeof row.team,
        with: row.with.map(other => ({ ...other, team: `@org/${long}` as typeof row.team })),
      })),
    };
    for (const line of shown({ findings, independence }).split('\n')) {
      const unbroken = !line.trim().includes(' ');
      assert.ok(columns(line) <= 80 || unbroken, `${columns(line)}: ${line}`);
    }
  });

  it('strips control codes from what the workspace says', () => {
    const findings = [
      finding('warning', 'dependency-cycle', 'apps/web/main.ts', {
        message: 'red \u001b[31mtext\u0007 and \u202eesrever\nsecond line',
        place: at('apps/\u001b]0;title\u0007web.ts', 0, 0),
      }),
    ];
    const out = shown({ findings });
    assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    assert.match(out, /red \[31mtext and esrever second line/);
  });

  it('colours only when asked to', () => {
    const findings = [finding('error', 'dependency-cycle', 'apps/web/main.ts')];
    assert.doesNotMatch(shown({ findings }), /\u001b/);
    assert.match(shown({ findings }, { colour: true }), /\u001b\[31merror\u001b\[39m/);
  });

  it('is silent when quiet and there is nothing to say', () => {
    assert.equal(shown({}, { quiet: true }), '');
    assert.match(
      shown({ findings: [finding('error', 'x', 'apps/web/main.ts')] }, { quiet: true }),
      /^@north\/web\n/,
    );
  });

  it('shows accepted findings with their reason', () => {
    const accepted = [
      {
        finding: finding('error', 'undeclared-dependency', 'apps/web/main.ts', {
          subject: { module: 'cart', toModule: 'tax' },
        }),
        by: 'accept' as const,
        reason: 'until the new service',
        at: at('architecture.wiring', 4, 0),
        until: '2027-01-01',
      },
    ];
    const out = shown({ judgement: { findings: [], accepted, skipped: [], ran: [] } });
    assert.match(
      out,
      /Accepted {2}1\n {2}undeclared-dependency cart -> tax until 2027-01-01 because “until the new\n? +service”/,
    );
    assert.match(out, /accepted at architecture\.wiring:5:1/);
  });

  it('says once what is wrong at many places', () => {
    const problems = Array.from({ length: 12 }, (_, i) => ({
      code: 'missing-extends',
      severity: 'warning' as const,
      message: '"astro/strict", which this file extends, is not there.',
      place: at(`examples/${i}/tsconfig.json`, 1, 14),
      suggestions: [],
    }));
    const out = shown({ problems });
    assert.equal(out.split('which this file extends').length, 2);
    assert.match(
      out,
      / {2}examples\/0\/tsconfig\.json:2:15\n.*\n.*\n {6}also examples\/1\/tsconfig\.json:2:15\n(.*\n){2} {6}also at 8 more places\n/,
    );
    for (let i = 1; i < 12; i++)
      assert.ok(shown({ problems }, { all: true }).includes(`also examples/${i}/tsconfig.json`));
  });

  it('never hides an error in the inputs', () => {
    const problems = Array.from({ length: 12 }, (_, i) => ({
      code: 'unknown-name',
      severity: 'error' as const,
      message: `there is no team "T${i}"`,
      place: at('architecture.wiring', i, 0),
      suggestions: [],
    }));
    const out = shown({ facts: FACTS, problems });
    for (let i = 0; i < 12; i++) assert.ok(out.includes(`"T${i}"`));
  });
});

describe('the text of a replay', () => {
  const figures = { alone: 20, unowned: 2, independence: 0.5, lifters: 1.5, modules: 1, teams: [] };
  const lines = (edited: Partial<typeof figures>, more: Partial<ReplayedWithVerdicts> = {}) =>
    replayLines(
      {
        all: { replay: replayOf(40, edited) },
        couches: [],
        unchanged: 3,
        notReplayable: [],
        otherTeams: 0,
        bandwidths: [],
        verdicts: [],
        notes: [],
        ...more,
      },
      'p.wiring',
      false,
      paint(false),
    ).join('\n');
  const replayOf = (carries: number, edited: Partial<typeof figures>) => ({
    carries,
    windowMonths: 12,
    today: figures,
    edited: { ...figures, ...edited },
  });
  const told = (unowned: number) => lines({ unowned });

  it('says how many changes would lift nobody any more, who are not independent for it', () => {
    assert.match(told(7), /^ {2}5 changes would lift nobody, because what they touch would have no owner:/m);
    assert.doesNotMatch(told(2), /nobody/);
  });

  it('says how many modules a change works on, only where that is another number', () => {
    const couches = [{ name: 'cart', replay: replayOf(12, { modules: 0.5 }) }];
    const merged = lines({ modules: 0.75 }, { couches });
    assert.match(
      merged,
      /\n\nModules a change works on\n {2}everything: 1\.00 → 0\.75 over 40 changes\n {2}cart: 1\.00 → 0\.50 over 12 changes$/,
    );
    assert.match(merged, /^ {2}No couch would have been lifted by more teams or fewer\.$/m);
    assert.doesNotMatch(lines({}), /Modules a change/);
  });

  it('says what two teams need, and how much they would have', () => {
    const pair = { teams: ['A', 'B'] as unknown as readonly [TeamName, TeamName], need: 0.77, edited: 0.4 };
    const bandwidths = [
      { ...pair, today: 0.1, couch: 'module:cart', name: 'cart' },
      { ...pair, today: 0 },
    ];
    assert.match(
      lines({}, { bandwidths }),
      /\n\nBandwidth between teams\n {2}A and B: 10 % → 40 %, they need 77 % for cart\n {2}A and B: none → 40 %, they need 77 %$/,
    );
  });

  it('says what a couch would be whose verdict turns with its name', () => {
    const verdicts = [
      {
        couch: 'pair:a+b',
        name: 'a + b',
        before: 'TOO SMALL',
        after: 'JUST RIGHT',
        becomes: { couch: 'module:a', name: 'a' },
      },
    ];
    assert.match(lines({}, { verdicts }), /\n {2}a \+ b: TOO SMALL → JUST RIGHT, as a$/);
  });
});
