// Made by scripts/generate-rules.ts from server/src/core/rules; not edited by hand.
import { bypassedInterface } from './bypassed-interface.ts';
import { dependencyCycle } from './dependency-cycle.ts';
import { overlappingModules } from './overlapping-modules.ts';
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
import { unusedIgnore } from './unused-ignore.ts';
import { valueImportOfTypes } from './value-import-of-types.ts';

/** Every rule there is, by id. */
export const RULES: readonly Rule[] = [
  bypassedInterface,
  dependencyCycle,
  overlappingModules,
  ownershipDisagrees,
  shadowedRule,
  splitOwnership,
  staleAccept,
  undeclaredDependency,
  unknownOwner,
  unmatchedPath,
  unownedFiles,
  unresolvedImports,
  unusedIgnore,
  valueImportOfTypes,
];
