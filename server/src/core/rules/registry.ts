// Made by scripts/generate-rules.ts from server/src/core/rules; not edited by hand.
import { bottleneckTeam } from './bottleneck-team.ts';
import { bypassedInterface } from './bypassed-interface.ts';
import { couchMiswired } from './couch-miswired.ts';
import { couchTooBig } from './couch-too-big.ts';
import { couchTooSmall } from './couch-too-small.ts';
import { dependencyCycle } from './dependency-cycle.ts';
import { hiddenCoupling } from './hidden-coupling.ts';
import { overlappingModules } from './overlapping-modules.ts';
import { ownerIsNotChanger } from './owner-is-not-changer.ts';
import { ownershipDisagrees } from './ownership-disagrees.ts';
import type { Rule } from './rule.ts';
import { shadowedRule } from './shadowed-rule.ts';
import { splitOwnership } from './split-ownership.ts';
import { staleAccept } from './stale-accept.ts';
import { undeclaredDependency } from './undeclared-dependency.ts';
import { unknownOwner } from './unknown-owner.ts';
import { unmatchedPath } from './unmatched-path.ts';
import { unownedFiles } from './unowned-files.ts';
import { unresolvedImports } from './unresolved-imports.ts';
import { unstableInterface } from './unstable-interface.ts';
import { unusedIgnore } from './unused-ignore.ts';
import { valueImportOfTypes } from './value-import-of-types.ts';
import { wiringDrift } from './wiring-drift.ts';

/** Every rule there is, by id. */
export const RULES: readonly Rule[] = [
  bottleneckTeam,
  bypassedInterface,
  couchMiswired,
  couchTooBig,
  couchTooSmall,
  dependencyCycle,
  hiddenCoupling,
  overlappingModules,
  ownerIsNotChanger,
  ownershipDisagrees,
  shadowedRule,
  splitOwnership,
  staleAccept,
  undeclaredDependency,
  unknownOwner,
  unmatchedPath,
  unownedFiles,
  unresolvedImports,
  unstableInterface,
  unusedIgnore,
  valueImportOfTypes,
  wiringDrift,
];
