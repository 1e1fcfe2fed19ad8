// Made by scripts/registries.mjs from server/src/cli/formats; not edited by hand.
import type { Format } from '../format.ts';
import { json } from '../formats/json.ts';
import { text } from '../formats/text.ts';

export const FORMATS: readonly Format[] = [json, text];
