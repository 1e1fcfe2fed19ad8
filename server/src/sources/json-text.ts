import {
  findNodeAtLocation,
  type JSONPath,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { FILE_START, type Position, type Range, type RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** What a JSON text holds, and what is wrong with it. A broken text still gives what could be read of it. */
export interface JsonText {
  readonly value: Json | undefined;
  readonly errors: readonly { readonly message: string; readonly range: Range }[];
}

/** Reads JSON; comments and trailing commas only where `lenient` (tsconfig, rush.json), as the tools themselves do. */
export function readJson(text: string, lenient: boolean): JsonText {
  if (isTooDeep(text)) return { value: undefined, errors: [TOO_DEEP] };
  try {
    // The runtime's own parser is many times faster, and nearly every file is plain JSON.
    const value: Json = JSON.parse(text);
    return { value, errors: [] };
  } catch {
    const errors: ParseError[] = [];
    // jsonc-parser is typed as `any`; it makes nothing but JSON values.
    const value: Json | undefined = parse(text, errors, {
      allowTrailingComma: lenient,
      disallowComments: !lenient,
      allowEmptyContent: false,
    });
    return {
      value,
      errors: errors.map(({ error, offset, length }) => ({
        message: ERRORS[printParseErrorCode(error)] ?? 'this is not JSON',
        range: rangeOf(text, offset, length),
      })),
    };
  }
}

const TOO_DEEP = { message: 'it is nested too deep to be read', range: FILE_START };
/** No configuration comes near it; whoever walks a value of this depth keeps within the stack. */
const DEEPEST = 500;

/** Brackets within strings count as well: nobody writes hundreds of those either. */
function isTooDeep(text: string): boolean {
  // As deep as that takes two characters a level.
  if (text.length < DEEPEST * 2) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACKET || code === OPEN_BRACE) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) depth -= 1;
  }
  return false;
}

const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Where a value stands, without the quotes of a string; the start of the file when there is no such value. */
export function rangeInJson(text: string, path: JSONPath): Range {
  if (isTooDeep(text)) return FILE_START;
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root && findNodeAtLocation(root, path);
  if (!node) return FILE_START;
  return node.type === 'string' && node.length >= 2
    ? rangeOf(text, node.offset + 1, node.length - 2)
    : rangeOf(text, node.offset, node.length);
}

/** One problem for the first error: the ones after it are mostly its echo. */
export function brokenJson(path: RepoPath, json: JsonText, consequence: string): Problem | undefined {
  const [first] = json.errors;
  if (!first) return undefined;
  return {
    code: 'broken-json',
    severity: 'error',
    message: `This file is not valid JSON: ${first.message}. ${consequence}`,
    place: { path, range: first.range },
    suggestions: [],
  };
}

/** As `rangeInJson` for a string right below the root; quick where it stands before everything nested, as names do. */
export function rangeOfField(text: string, field: string, value: string): Range {
  const quoted = JSON.stringify(value);
  const at = text.indexOf(`"${field}"`);
  const from = at < 0 ? -1 : text.indexOf(quoted, at + field.length + 2);
  const between = from < 0 ? '' : text.slice(at + field.length + 2, from);
  if (/^\s*:\s*$/.test(between) && text.indexOf('{', text.indexOf('{') + 1) > at) {
    return rangeOf(text, from + 1, quoted.length - 2);
  }
  return rangeInJson(text, [field]);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function stringOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The strings of an array; what is none is left out. A single string counts as an array of one. */
export function stringsOf(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return isArray(value) ? value.filter(item => typeof item === 'string') : [];
}

/** Offsets are UTF-16 units. */
export function rangeOf(text: string, offset: number, length: number): Range {
  return { start: positionAt(text, offset), end: positionAt(text, offset + length) };
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

const ERRORS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that means nothing in JSON',
  InvalidNumberFormat: 'a number that JSON does not know',
  PropertyNameExpected: 'a name in quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing "}" is missing',
  CloseBracketExpected: 'a closing "]" is missing',
  EndOfFileExpected: 'something follows after its end',
  InvalidCommentToken: 'comments are not allowed here',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a string is not closed',
  UnexpectedEndOfNumber: 'a number is cut off',
  InvalidUnicode: 'an escape that is no character',
  InvalidEscapeCharacter: 'an escape that JSON does not know',
  InvalidCharacter: 'a control character in a string',
};
