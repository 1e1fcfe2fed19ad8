// Made by scripts/registries.mjs from server/src/cli/commands; not edited by hand.
import type { Command } from '../command.ts';
import { check } from '../commands/check.ts';
import { doctor } from '../commands/doctor.ts';
import { explain } from '../commands/explain.ts';
import { facts } from '../commands/facts.ts';
import { fix } from '../commands/fix.ts';
import { init } from '../commands/init.ts';
import { lift } from '../commands/lift.ts';
import { lsp } from '../commands/lsp.ts';
import { move } from '../commands/move.ts';
import { plan } from '../commands/plan.ts';
import { replay } from '../commands/replay.ts';
import { study } from '../commands/study.ts';

export const COMMANDS: readonly Command[] = [check, doctor, explain, facts, fix, init, lift, lsp, move, plan, replay, study];
