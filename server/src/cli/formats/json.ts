import { checkDocument } from '#core/views/check-document';
import { DOCUMENT_VERSION } from '#core/views/facts-document';
import { toJson } from '#core/views/to-json';
import type { Format } from '../format.ts';

/** For programs: versioned documents whose schemas ship in `schema/`. */
export const json: Format = {
  name: 'json',
  check: ({ reviewed, findings, settings }) => toJson(checkDocument(reviewed, findings, settings.version)),
  explain: explanation => toJson({ format: 'wiring-explain', version: DOCUMENT_VERSION, ...explanation }),
};
