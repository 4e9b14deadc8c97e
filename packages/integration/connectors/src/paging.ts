import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { connectorErrors } from './errors.ts';

/** How the rows that follow are asked for, as data. An input is a name, or names one within the other where it stands in a message: `message.pageToken`. */
export type Paging =
  /** The member of the answer at `from` is what the next page is asked by. */
  | { readonly kind: 'cursor'; readonly input: string; readonly from: string }
  /** Pages are numbered. */
  | { readonly kind: 'page'; readonly input: string; readonly first: number }
  /** As many rows are passed over as were given before. */
  | { readonly kind: 'offset'; readonly input: string }
  /** The header `Link` leads to the next page (RFC 8288); of its address only parameters that the action takes are used. */
  | { readonly kind: 'link' };

/** What one page is asked with, and by what the next one is. */
export interface Page {
  readonly input: JsonObject;
  /** Text by which the page after this one is asked for; null where there is none. */
  after(output: JsonValue, rows: number): string | null;
}

/**
 * The input of a page: the first, or the one that a text of {@link Page.after} leads to. What is given always counts, so that such a text
 * changes nothing but the place. Throws `connectors.unwritable-input` where it is none.
 */
export function nextPage(paging: Paging | undefined, given: JsonObject, after: string | undefined, names: readonly string[]): Page {
  if (paging === undefined) return { input: given, after: () => null };
  const place = after === undefined ? {} : readPlace(after, paging.kind === 'link' ? names : [paging.input]);
  if (paging.kind === 'link') return { input: { ...place, ...given }, after: (output) => linkedPlace(output, names) };
  const { input: name } = paging;
  const at = (value: JsonValue) => withMember(given, names.includes(name) ? [name] : name.split('.'), value);
  switch (paging.kind) {
    case 'cursor': {
      const placed = place[name];
      return {
        input: placed === undefined ? given : at(placed),
        after: (output) => placeText(name, textual(memberAt(output, paging.from))),
      };
    }
    case 'page': {
      const page = whole(place[name], paging.first);
      return { input: at(page), after: (_, rows) => (rows === 0 ? null : placeText(name, page + 1)) };
    }
    case 'offset': {
      const offset = whole(place[name], 0);
      return { input: at(offset), after: (_, rows) => (rows === 0 ? null : placeText(name, offset + rows)) };
    }
  }
}

/** The same with a value at a path of names; what stands in its way and is no object gives way. */
function withMember(given: JsonObject, [name = '', ...within]: readonly string[], value: JsonValue): JsonObject {
  const inner = Object.hasOwn(given, name) ? given[name] : null;
  return { ...given, [name]: within.length === 0 ? value : withMember(isJsonObject(inner) ? inner : {}, within, value) };
}

/** What stands at a path of names, such as `body.items`; the value itself where there is no path, null where nothing stands. */
export function memberAt(value: JsonValue, path: string | undefined): JsonValue {
  let at: JsonValue = value;
  for (const name of path?.split('.') ?? []) at = isJsonObject(at) && Object.hasOwn(at, name) ? (at[name] ?? null) : null;
  return at;
}

function textual(value: JsonValue): string | number | null {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? value : null;
}

function whole(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
}

function placeText(name: string, value: string | number | null): string | null {
  return value === null ? null : JSON.stringify({ [name]: value });
}

function readPlace(text: string, names: readonly string[]): JsonObject {
  try {
    const place: unknown = JSON.parse(text);
    if (isJsonObject(place))
      return Object.fromEntries(
        Object.entries(place as JsonObject).filter(([name, value]) => names.includes(name) && textual(value ?? null) !== null),
      );
  } catch {
    // What is no JSON was made by nobody here.
  }
  throw connectorErrors.unwritableInput({ parameter: 'The place of the next page', reason: 'it was not given by a page before' });
}

/** The parameters of the address to which `Link: <…>; rel="next"` leads, as far as the action takes them. */
function linkedPlace(output: JsonValue, names: readonly string[]): string | null {
  const link = memberAt(memberAt(output, 'headers'), 'link');
  if (typeof link !== 'string') return null;
  const next = link.split(/,(?=\s*<)/).find((part) => /;\s*rel="?[^";]*\bnext\b/i.test(part));
  const address = /<([^<>]*)>/.exec(next ?? '')?.[1];
  if (address === undefined || !URL.canParse(address, 'https://next.invalid')) return null;
  const found = [...new URL(address, 'https://next.invalid').searchParams].flatMap(([name, value]): [string, JsonValue][] => {
    const input = names.find((each) => sameWords(each, name));
    return input === undefined ? [] : [[input, /^\d{1,15}$/.test(value) ? Number(value) : value]];
  });
  return found.length === 0 ? null : JSON.stringify(Object.fromEntries(found));
}

/** `per_page` and `perPage`: an input may be called otherwise than the parameter. */
function sameWords(one: string, other: string): boolean {
  const words = (name: string) => name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
  return words(one) === words(other);
}
