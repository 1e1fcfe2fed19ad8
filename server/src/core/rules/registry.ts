// Made by scripts/generate-rules.ts from server/src/core/rules; not edited by hand.
import { bottleneckTeam } from './bottleneck-team.ts';
import { builderCannotHearOperator } from './builder-cannot-hear-operator.ts';
import { bypassedInterface } from './bypassed-interface.ts';
import { chainMissesPromise } from './chain-misses-promise.ts';
import { chattyPair } from './chatty-pair.ts';
import { couchMiswired } from './couch-miswired.ts';
import { couchTooBig } from './couch-too-big.ts';
import { couchTooSmall } from './couch-too-small.ts';
import { declaredCallUnseen } from './declared-call-unseen.ts';
import { dependencyCycle } from './dependency-cycle.ts';
import { duplicatedCapability } from './duplicated-capability.ts';
import { exclusiveDeploy } from './exclusive-deploy.ts';
import { hiddenCoupling } from './hidden-coupling.ts';
import { initiativeTooWide } from './initiative-too-wide.ts';
import { interactionExpired } from './interaction-expired.ts';
import { lockstepDeploy } from './lockstep-deploy.ts';
import { longBlockingChain } from './long-blocking-chain.ts';
import { longEscalation } from './long-escalation.ts';
import { longHandoffChain } from './long-handoff-chain.ts';
import { noChannel } from './no-channel.ts';
import { overlappingModules } from './overlapping-modules.ts';
import { overloadedQueue } from './overloaded-queue.ts';
import { ownerIsNotChanger } from './owner-is-not-changer.ts';
import { ownershipDisagrees } from './ownership-disagrees.ts';
import { pagerElsewhere } from './pager-elsewhere.ts';
import { rehearsalOverdue } from './rehearsal-overdue.ts';
import { relayTeam } from './relay-team.ts';
import type { Rule } from './rule.ts';
import { serviceThatCollaborates } from './service-that-collaborates.ts';
import { shadowedRule } from './shadowed-rule.ts';
import { singlePointOfFailure } from './single-point-of-failure.ts';
import { splitOwnership } from './split-ownership.ts';
import { staleAccept } from './stale-accept.ts';
import { thinChannel } from './thin-channel.ts';
import { undeclaredCall } from './undeclared-call.ts';
import { undeclaredDependency } from './undeclared-dependency.ts';
import { unknownOwner } from './unknown-owner.ts';
import { unmatchedPath } from './unmatched-path.ts';
import { unownedFiles } from './unowned-files.ts';
import { unresolvedImports } from './unresolved-imports.ts';
import { unstableInterface } from './unstable-interface.ts';
import { unusedIgnore } from './unused-ignore.ts';
import { valueImportOfTypes } from './value-import-of-types.ts';
import { waitingInitiative } from './waiting-initiative.ts';
import { wiringDrift } from './wiring-drift.ts';

/** Every rule there is, by id. */
export const RULES: readonly Rule[] = [
  bottleneckTeam,
  builderCannotHearOperator,
  bypassedInterface,
  chainMissesPromise,
  chattyPair,
  couchMiswired,
  couchTooBig,
  couchTooSmall,
  declaredCallUnseen,
  dependencyCycle,
  duplicatedCapability,
  exclusiveDeploy,
  hiddenCoupling,
  initiativeTooWide,
  interactionExpired,
  lockstepDeploy,
  longBlockingChain,
  longEscalation,
  longHandoffChain,
  noChannel,
  overlappingModules,
  overloadedQueue,
  ownerIsNotChanger,
  ownershipDisagrees,
  pagerElsewhere,
  rehearsalOverdue,
  relayTeam,
  serviceThatCollaborates,
  shadowedRule,
  singlePointOfFailure,
  splitOwnership,
  staleAccept,
  thinChannel,
  undeclaredCall,
  undeclaredDependency,
  unknownOwner,
  unmatchedPath,
  unownedFiles,
  unresolvedImports,
  unstableInterface,
  unusedIgnore,
  valueImportOfTypes,
  waitingInitiative,
  wiringDrift,
];
