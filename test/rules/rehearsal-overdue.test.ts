import { check, checkFix } from '#test/support/check';

const ONLY = { only: ['rehearsal-overdue'] };

const zone = (east: string, more = '') => `
//- /architecture.wiring
service web { calls east }
service tv { calls east }
${east}
${more}
//- /a.ts
export const a = 1;
`;

describe('rehearsal-overdue', () => {
  it('is said where no rehearsal is written down of what two entry points wait for', () =>
    check(
      zone(
        'service east\n//      ^^^^ warning rehearsal-overdue: no rehearsal is written down of what happens when east fails; 2 entry points wait for it (tv and web)',
      ),
      ONLY,
    ));

  it('also where another stands in: a path that was never used is a hope', () =>
    check(
      zone(
        'service east\n//      ^^^^ warning rehearsal-overdue: no rehearsal is written down of what happens when east fails',
        'service west { rehearsed 2026-05-01 }',
      ).replaceAll('calls east', 'calls east or west'),
      ONLY,
    ));

  it('is said more than twelve months later, and not on the day', async () => {
    await check(
      zone(
        'service east { rehearsed 2025-05-31 }\n//                       ^^^^^^^^^^ warning rehearsal-overdue: that east fails was last rehearsed on 2025-05-31, more than 12 months ago',
      ),
      ONLY,
    );
    await check(zone('service east { rehearsed 2025-06-01 }'), ONLY);
    await check(
      zone(
        'service east { rehearsed 2026-04-01 }\n//                       ^^^^^^^^^^ warning rehearsal-overdue: that east fails was last rehearsed on 2026-04-01, more than 30 days ago',
        'rules { rehearsal-overdue { every 30 days } }',
      ),
      ONLY,
    );
  });

  it('is said of a day that is still to come, which nobody can have tried', async () => {
    await check(
      zone(
        'service east { rehearsed 2026-06-02 }\n//                       ^^^^^^^^^^ warning rehearsal-overdue: a rehearsal of east on 2026-06-02 is still to come',
      ),
      ONLY,
    );
    await check(zone('service east { rehearsed 2026-06-01 }'), ONLY);
  });

  it('is not asked of what one entry point waits for, or nobody', () =>
    check(
      '//- /architecture.wiring\nservice web { calls east }\nservice east\n//- /a.ts\nexport const a = 1;\n',
      ONLY,
    ));

  it('is mended by rehearsing, written down', async () => {
    await checkFix(zone('service <|>east'), zone('service east {\n  rehearsed 2026-06-01\n}'), ONLY);
    await checkFix(
      zone('service east { rehearsed <|>2025-01-01 }'),
      zone('service east { rehearsed 2026-06-01 }'),
      ONLY,
    );
    await checkFix(
      zone('service <|>east { latency 5 ms }'),
      zone('service east { latency 5 ms\n  rehearsed 2026-06-01\n}'),
      ONLY,
    );
  });
});
