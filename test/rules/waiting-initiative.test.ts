import { check, checkFix } from '#test/support/check';

const ONLY = { only: ['waiting-initiative'] };

const initiative = (waits: string, mark = '', more = '') => `
//- /architecture.wiring
initiative sunroof {
${mark}
${waits}
}
${more}
//- /a.ts
export const a = 1;
`;

const THREE = ['temperature', 'wipers', 'roof'].map(feed => `  waits for feed ${feed} 11 months`).join('\n');

describe('waiting-initiative', () => {
  it('is said of three feeds of eleven months each: 33 in series, 11 at once, 20.2 expected', () =>
    check(
      initiative(
        THREE,
        '//         ^^^^^^^ warning waiting-initiative: sunroof waits 33 months for 3 things one after the other; asked for at once it is 11 months, and 20.2 months expected for the longest if waits are exponential',
      ),
      ONLY,
    ));

  it('is not said where all are asked for at once, of one wait, or of what would save days', async () => {
    await check(initiative(`${THREE}\n  waits at once`), ONLY);
    await check(initiative('  waits for feed a 11 months'), ONLY);
    await check(initiative('  waits for feed a 11 months\n  waits for feed b 13 days'), ONLY);
  });

  it('leaves what must come after another where it is', async () => {
    await check(
      initiative(
        '  waits for feed a 4 weeks\n  waits for feed b 4 weeks after a\n  waits for feed c 4 weeks',
        '//         ^^^^^^^ warning waiting-initiative: sunroof waits 12 weeks for 3 things one after the other; asked for at once it is 8 weeks; ask',
      ),
      ONLY,
    );
    await check(initiative('  waits for feed a 4 weeks\n  waits for feed b 4 weeks after a'), ONLY);
  });

  it('takes a queue for as long as it takes', async () => {
    const queues = 'queue q {\n  promised 2 weeks\n  actual 9 weeks\n}\nqueue r { promised 3 weeks }';
    await check(
      initiative(
        '  waits for queue q\n  waits for queue r',
        '//         ^^^^^^^ warning waiting-initiative: sunroof waits 12 weeks for 2 things one after the other; asked for at once it is 9 weeks',
        queues,
      ),
      ONLY,
    );
    const help = queues.replace('actual 9 weeks', 'access self-service');
    await check(initiative('  waits for queue q\n  waits for queue r', '', help), ONLY);
  });

  it('is mended without tearing a comment from its line, or a line apart', async () => {
    await checkFix(
      initiative(`${THREE} // they said`).replace('initiative sun', 'initiative <|>sun'),
      initiative(`${THREE} // they said\n  waits at once`),
      ONLY,
    );
    const one = (waits: string) =>
      initiative('').replace(/initiative[^}]*\}/, `initiative <|>rain { ${waits} }`);
    const two = 'waits for feed a 9 weeks waits for feed b 9 weeks';
    await checkFix(one(two), one(`${two} waits at once`).replace('<|>', ''), ONLY);
  });

  it('is mended by asking at once', () =>
    checkFix(
      initiative(THREE).replace('initiative sun', 'initiative <|>sun'),
      initiative(`${THREE}\n  waits at once`),
      { ...ONLY, title: 'Ask for everything at once: 33 months → 11 months (20.2 months expected' },
    ).then(() => undefined));
});
