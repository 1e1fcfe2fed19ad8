/** Which kind of thing a name refers to, at each place of the grammar: the table of docs/language.md, as code. */
import type { ReferenceInfo } from 'langium';
import type { NameKind } from '../editor-language.ts';
import * as ast from '../generated/ast.ts';

/** By grammar rule and property. Both the links of Langium and the plain names that are checked afterwards. */
export const NAMED: ReadonlyMap<string, { readonly kind: NameKind; readonly declares?: true }> = new Map([
  ['Organization.name', { kind: 'organization', declares: true }],
  ['Group.name', { kind: 'group', declares: true }],
  ['Group.parent', { kind: 'group' }],
  ['Team.name', { kind: 'team', declares: true }],
  ['Team.group', { kind: 'group' }],
  ['Handle.handles', { kind: 'team' }],
  ['Module.name', { kind: 'module', declares: true }],
  ['Owner.teams', { kind: 'team' }],
  ['Uses.modules', { kind: 'module' }],
  ['Service.name', { kind: 'service', declares: true }],
  ['Service.aliases', { kind: 'service' }],
  ['Runs.modules', { kind: 'module' }],
  ['Built.team', { kind: 'team' }],
  ['Operated.team', { kind: 'team' }],
  ['Paged.team', { kind: 'team' }],
  ['Deploys.services', { kind: 'service' }],
  ['Deploys.trains', { kind: 'train' }],
  ['Calls.service', { kind: 'service' }],
  ['Calls.others', { kind: 'service' }],
  ['Event.name', { kind: 'event', declares: true }],
  ['Consumes.events', { kind: 'event' }],
  ['Channel.from', { kind: 'team' }],
  ['Channel.to', { kind: 'team' }],
  ['Interaction.from', { kind: 'team' }],
  ['Interaction.to', { kind: 'team' }],
  ['Queue.name', { kind: 'queue', declares: true }],
  ['RunBy.team', { kind: 'team' }],
  ['Serves.teams', { kind: 'team' }],
  ['Initiative.name', { kind: 'initiative', declares: true }],
  ['LedBy.team', { kind: 'team' }],
  ['Touches.things', { kind: 'module' }],
  ['Waits.queue', { kind: 'queue' }],
  ['Waits.feed', { kind: 'feed' }],
  ['Waits.after', { kind: 'feed' }],
  ['Flow.name', { kind: 'flow', declares: true }],
  ['Step.team', { kind: 'team' }],
  ['Capability.name', { kind: 'capability', declares: true }],
  ['Capability.providers', { kind: 'service' }],
  ['Couch.name', { kind: 'couch', declares: true }],
  ['Carries.modules', { kind: 'module' }],
  ['Accept.rule', { kind: 'rule' }],
  ['Between.from', { kind: 'module' }],
  ['Between.to', { kind: 'module' }],
  ['RuleSetting.rule', { kind: 'rule' }],
  ['Option.key', { kind: 'option' }],
]);

const KINDS: readonly NameKind[] = [
  'module',
  'team',
  'group',
  'service',
  'couch',
  'queue',
  'initiative',
  'flow',
  'capability',
];

export function kindNamed(word: string): NameKind | undefined {
  return KINDS.find(kind => kind === word);
}

export function referredKind({ container, property }: ReferenceInfo): string {
  if (ast.isOn(container)) return container.kind;
  if (ast.isTouches(container)) return 'module or team';
  if (ast.isBetween(container)) return 'module, team or service';
  if (ast.isCapability(container)) return 'provider';
  return NAMED.get(`${container.$type}.${property}`)?.kind ?? 'thing';
}
