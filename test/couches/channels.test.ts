import assert from 'node:assert/strict';
import { bandwidthBetween, bandwidthWithout } from '#core/couches/channels';
import { thresholdsOf } from '#core/couches/thresholds';
import type { Model, TeamName } from '#core/model/model';
import { readTree } from '#test/support/annotations';
import { review } from '#test/support/check';

async function modelOf(...channels: readonly string[]): Promise<Model> {
  const teams = [...new Set(channels.flatMap(text => text.match(/[A-Z]\w*/g) ?? []))];
  const lines = [
    ...teams.map(team => `team ${team}`),
    ...channels.map(text => `channel ${text.replace(' - ', ' <-> ')}`),
  ];
  const { model } = await review(
    readTree(`//- /a.wiring\n${lines.join('\n')}\n//- /a.ts\nexport const a = 1;\n`),
  );
  return model;
}

function team(model: Model, name: string): TeamName {
  const found = model.team(name);
  assert.ok(found, name);
  return found.name;
}

function best(model: Model, from: string, to: string): string {
  const { share, path, narrowest } = bandwidthBetween(
    model,
    team(model, from),
    team(model, to),
    thresholdsOf(model),
  );
  return `${share} ${path.join(' ')}${narrowest ? `, ${narrowest.medium}` : ''}`;
}

describe('the bandwidth between two teams', () => {
  it('is that of the widest way, however long it is', async () => {
    const model = await modelOf(
      'A - B by ticket',
      'A - C by embedded',
      'C - D by meeting',
      'D - B by embedded',
    );
    assert.equal(best(model, 'A', 'B'), '0.5 A C D B, meeting');
    assert.equal(best(model, 'B', 'A'), '0.5 B D C A, meeting');
  });

  it('is of equals that of the shortest way, also where a longer one is wider for a part of it', async () => {
    // From A the wide way to B is found first, which a ticket behind B makes worth no more than the chat.
    const model = await modelOf('A - B by chat', 'A - X by embedded', 'X - B by embedded', 'B - C by ticket');
    assert.equal(best(model, 'A', 'C'), '0.1 A B C, ticket');
    assert.equal(best(model, 'C', 'A'), '0.1 C B A, ticket');
    const renamed = await modelOf(
      'C - B by chat',
      'C - X by embedded',
      'X - B by embedded',
      'B - A by ticket',
    );
    assert.equal(best(renamed, 'A', 'C'), '0.1 A B C, ticket');
    assert.equal(best(renamed, 'C', 'A'), '0.1 C B A, ticket');
  });

  it('is of equals that are as short that of the first by name, from either end and in any order', async () => {
    const channels = ['A - P by chat', 'P - Z by chat', 'Z - B by chat', 'A - Q by chat', 'Q - Y by chat'];
    for (const order of [channels, [...channels].reverse()]) {
      const model = await modelOf('Y - B by chat', ...order);
      assert.equal(best(model, 'A', 'B'), '0.4 A P Z B, chat');
      assert.equal(best(model, 'B', 'A'), '0.4 B Z P A, chat');
    }
  });

  it('is nothing where no way leads, and all of it within a team', async () => {
    const model = await modelOf('A - B by chat', 'C - D by chat');
    assert.equal(best(model, 'A', 'C'), '0 ');
    assert.equal(best(model, 'A', 'A'), '1 A');
  });

  it('can be asked as if a team were not there', async () => {
    const model = await modelOf(
      'A - R by embedded',
      'R - B by embedded',
      'A - S by embedded',
      'S - B by ticket',
    );
    const [a, b, r] = ['A', 'B', 'R'].map(name => team(model, name)) as [TeamName, TeamName, TeamName];
    assert.deepEqual(bandwidthWithout(model, [a, b], r, thresholdsOf(model)).path, ['A', 'S', 'B']);
    assert.equal(bandwidthWithout(model, [a, r], b, thresholdsOf(model)).share, 0.8);
  });
});
