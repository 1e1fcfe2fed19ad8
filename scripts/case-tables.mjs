// The answers of `case-review.mjs` as one table: in Markdown for docs/cases.md, and for a terminal of 80 columns.

export function markdownOf(reviews) {
  const rows = reviews.map(review => {
    const { tells, says, remedy, twin } = wordsOf(review);
    const name = `[${review.name}](../examples/${review.name}/README.md)`;
    return `| ${name} | ${tells} | ${says.map(ruleAsCode).join('<br>')} | ${remedy} | ${ruleAsCode(twin)} |`;
  });
  return [
    '| case | what happened | what Wiring says | first remedy, and its gain on the same history | twin |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

export function textOf(reviews) {
  return reviews
    .map(review => {
      const { tells, says, remedy, twin } = wordsOf(review);
      const cells = [
        ['', tells],
        ...says.map((words, i) => [i === 0 ? 'says' : '', words]),
        ['remedy', remedy],
        ['twin', twin],
      ];
      return `${review.name}\n${cells.map(([head, words]) => cell(head, words)).join('\n')}\n`;
    })
    .join('\n');
}

function wordsOf({ expected, faults }) {
  const { tells, findings, couch, verdict, remedy, gain, asks, twin } = expected;
  const says = Object.entries(findings).map(([id, words]) => `${ruleOf(id)}: ${words}`);
  const heard = Object.keys(twin.findings).map(ruleOf);
  const answer = heard.length === 0 ? 'silent: yes' : `silent: no, and rightly: ${heard.join(', ')}`;
  return {
    tells,
    says: says.length > 0 ? says : [`nothing: ${couch} is ${verdict}`],
    remedy: remedy === undefined ? (asks ?? 'none is needed') : `${remedy}: ${gain}`,
    twin: faults.length > 0 ? 'NOT AS EXPECTED' : `${answer} (${twin.differs})`,
  };
}

function ruleOf(id) {
  return id.split(':')[0];
}

function ruleAsCode(words) {
  return words.replace(RULE, '`$&`');
}

/** At the beginning, or in the list of what a twin rightly says. */
const RULE = /^[a-z]+(-[a-z]+)+(?=:)|(?<=rightly: |, )[a-z]+(-[a-z]+)+(?=,| \()/g;

const INDENT = 10;

function cell(head, words) {
  return wrapped(words, INDENT)
    .map((line, i) => `  ${(i === 0 ? head : '').padEnd(INDENT - 2)}${line}`)
    .join('\n');
}

const WIDTH = 80;

/** Words as lines of a terminal that leaves `indent` columns free; without these columns. */
export function wrapped(words, indent) {
  const lines = [''];
  for (const word of words.split(' ')) {
    const last = lines.length - 1;
    if (lines[last] !== '' && indent + lines[last].length + 1 + word.length > WIDTH) lines.push(word);
    else lines[last] = lines[last] === '' ? word : `${lines[last]} ${word}`;
  }
  return lines;
}
