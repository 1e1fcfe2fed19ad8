import { again, type Case, tree } from './history.ts';

/** Functions of one team so small that they mostly hand data on; in the twin each is changed for its own sake. */
const STEPS = ['convert', 'detect', 'notify'];

function files(): Readonly<Record<string, string>> {
  const packages = STEPS.flatMap(name => [
    [`functions/${name}/package.json`, `{ "name": "${name}", "private": true }\n`],
  ]);
  return {
    'package.json': '{ "private": true, "workspaces": ["functions/*", "apps/*"] }\n',
    CODEOWNERS: '* @video/player\n/functions/ @video/quality\n',
    'architecture.wiring': [
      'service convert { runs convert  calls detect 40 times }',
      'service detect { runs detect  calls notify 12 times }',
      'service notify { runs notify }',
      '',
    ].join('\n'),
    ...Object.fromEntries(packages),
    'functions/convert/index.ts':
      "import { detect } from '../detect/index';\nexport const convert = detect;\n",
    'functions/detect/index.ts': "import { notify } from '../notify/index';\nexport const detect = notify;\n",
    'functions/notify/index.ts': 'export const notify = 1;\n',
    ...Object.fromEntries(
      ['home', 'play', 'search'].flatMap(name => [
        [`apps/${name}/package.json`, `{ "name": "${name}", "private": true }\n`],
        [`apps/${name}/index.ts`, 'export const app = 1;\n'],
      ]),
    ),
  };
}

const steps = STEPS.map(name => `functions/${name}/index.ts`);
const apps = ['home', 'play', 'search'].flatMap((name, i) =>
  again(`Work on ${name}`, [`apps/${name}/index.ts`], { times: 30, days: 10 + i }),
);

export const primeVideo: Case = {
  sick: tree(files(), again('Another defect to look for', steps, { times: 12, days: 28 }), apps),
  healthy: tree(
    files(),
    steps.flatMap((path, i) => again('A better step', [path], { times: 12, days: 26 + i })),
    apps,
  ),
};
