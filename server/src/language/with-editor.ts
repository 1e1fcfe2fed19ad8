/** The `.wiring` language with answers for editors. A single run has no use for them, and half of Langium comes with them. */
import { createEditor } from './editor/editor.ts';
import { createEditorServices } from './editor/services.ts';
import type { EditorLanguage } from './editor-language.ts';
import { type LanguageOptions, languageOver } from './index.ts';
import type { WiringLanguage } from './language.ts';

export type { EditorLanguage, NameAt, NameKind, Renamed, Renaming } from './editor-language.ts';

/** One instance for one root: two roots in one process share nothing. */
export function createEditorLanguage(options: LanguageOptions = {}): WiringLanguage & EditorLanguage {
  const services = createEditorServices(options.rules);
  const { language, documents } = languageOver(services, options);
  return { ...createEditor({ ...documents, services: services.langium }), ...language };
}
