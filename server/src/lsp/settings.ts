import { type InitializationOptions, LENS_KINDS } from './protocol.ts';

export type Settings = Required<InitializationOptions>;

export const DEFAULT_SETTINGS: Settings = {
  trusted: true,
  diagnostics: 'workspace',
  reveals: false,
  moves: false,
  explains: false,
  lenses: LENS_KINDS,
};

/** What a client gives is data from outside: anything that does not fit is left out. */
export function settingsOf(given: unknown): InitializationOptions {
  if (typeof given !== 'object' || given === null) return {};
  const settings: { -readonly [Key in keyof InitializationOptions]: InitializationOptions[Key] } = {};
  if ('trusted' in given && typeof given.trusted === 'boolean') settings.trusted = given.trusted;
  if ('diagnostics' in given && (given.diagnostics === 'workspace' || given.diagnostics === 'open files')) {
    settings.diagnostics = given.diagnostics;
  }
  if ('explains' in given && typeof given.explains === 'boolean') settings.explains = given.explains;
  if ('lenses' in given && Array.isArray(given.lenses)) {
    const { lenses }: { lenses: readonly unknown[] } = { lenses: given.lenses };
    settings.lenses = LENS_KINDS.filter(kind => lenses.includes(kind));
  }
  if ('reveals' in given && typeof given.reveals === 'boolean') settings.reveals = given.reveals;
  if ('moves' in given && typeof given.moves === 'boolean') settings.moves = given.moves;
  return settings;
}
