import {
  type Builtin,
  builtins,
  type ContextType,
  cursorPlace,
  entriesOf,
  type FeelType,
  keywords,
  membersOf,
  type NameMeaning,
  printType,
  spreadsheetAliases,
} from '@plinth/expression';
import type { ExpressionKind } from '../expression-finding.ts';
import { partAt } from './parts.ts';

/** Something that can be written at a place. */
export interface Offer {
  readonly name: string;
  readonly kind: 'name' | 'member' | 'function' | 'keyword' | 'value' | 'spreadsheet';
  /** Its type, or the arguments of a function. */
  readonly detail: string;
  readonly label: string | null;
  readonly documentation: string | null;
  /** What is put in, and where the cursor is then, from its beginning. */
  readonly insert: string;
  readonly cursor: number;
}

export interface Offers {
  readonly from: number;
  readonly offers: readonly Offer[];
}

/** What can be written at a place; null where nothing is offered. */
export function offersAt(text: string, at: number, kind: ExpressionKind, scope: ContextType): Offers | null {
  const part = partAt(text, kind, at);
  if (part === null) return null;
  const offset = at - part.from;
  const place = cursorPlace(part.text, offset, scope);
  const { compared, of } = place;
  const from = part.from + place.from;
  const values = compared?.owner?.meaningOf?.(compared.name)?.values;
  const isText = part.text[place.from] === '"';
  const ofChoices = values?.map((value) => valueOffer(value, part.text.slice(offset).startsWith('"') && isText)) ?? [];
  if (place.literal) return isText && ofChoices.length > 0 ? { from, offers: ofChoices } : null;
  if (of !== null) return { from, offers: memberOffers(of) };
  const start = severalWords(part.text, offset, place.names) ?? place.from;
  return {
    from: part.from + start,
    offers: [
      ...ofChoices,
      ...nameOffers(place.names, 'name'),
      ...functionOffers(),
      ...(kind === 'expression' ? aliasOffers(place.names) : []),
      ...keywordOffers,
    ],
  };
}

function nameOffers(names: ContextType, kind: 'name' | 'member'): readonly Offer[] {
  return Object.entries(names.entries).map(([name, type]) => offerOf(name, type, kind, names.meaningOf?.(name)));
}

function memberOffers(type: FeelType): readonly Offer[] {
  const entries = entriesOf(type);
  if (entries !== null) return nameOffers(entries, 'member');
  return Object.entries(membersOf(type)).map(([name, each]) => offerOf(name, each, 'member', undefined));
}

function offerOf(name: string, type: FeelType, kind: 'name' | 'member', meaning: NameMeaning | undefined): Offer {
  const isFunction = type.kind === 'function';
  return {
    name,
    kind: isFunction ? 'function' : kind,
    detail: shortType(type),
    label: meaning?.label ?? null,
    documentation: meaning?.documentation ?? null,
    insert: isFunction ? `${name}()` : name,
    cursor: name.length + (isFunction ? 1 : 0),
  };
}

function valueOffer({ value, label }: { readonly value: string; readonly label: string }, closed: boolean): Offer {
  const written = JSON.stringify(value);
  const insert = closed ? written.slice(0, -1) : written;
  return { name: written, kind: 'value', detail: '', label, documentation: null, insert, cursor: insert.length };
}

let functions: readonly Offer[] | null = null;

function functionOffers(): readonly Offer[] {
  functions ??= [...Map.groupBy(builtins, ({ name }) => name)].map(([name, forms]) => {
    const [first] = forms;
    const takesNothing = forms.every(({ parameters }) => parameters.length === 0);
    return {
      name,
      kind: 'function',
      detail: first === undefined ? '' : signatureOf(first),
      label: null,
      documentation: first?.documentation ?? null,
      insert: `${name}()`,
      cursor: name.length + (takesNothing ? 2 : 1),
    };
  });
  return functions;
}

/** `(list, position, newItem)`: names of parameters say more than their types, which the hint of the call has. */
function signatureOf({ parameters }: Builtin): string {
  return `(${parameters.map(({ name, optional, rest }) => `${rest ? '…' : ''}${name}${optional ? '?' : ''}`).join(', ')})`;
}

/** Functions as spreadsheets call them, which become FEEL at once. */
function aliasOffers(names: ContextType): readonly Offer[] {
  return [...spreadsheetAliases].flatMap(([name, alias]): Offer[] => {
    if (Object.hasOwn(names.entries, name)) return [];
    const written = aliasText(alias);
    return [
      { name, kind: 'spreadsheet', detail: written.text, label: null, documentation: null, insert: written.text, cursor: written.cursor },
    ];
  });
}

function aliasText(alias: typeof spreadsheetAliases extends ReadonlyMap<string, infer Alias> ? Alias : never): {
  readonly text: string;
  readonly cursor: number;
} {
  if ('name' in alias) return { text: `${alias.name}()`, cursor: alias.name.length + 1 };
  if ('between' in alias) return { text: `(${alias.between})`, cursor: 1 };
  if ('joins' in alias) return { text: 'string join([])', cursor: 'string join(['.length };
  const pieces = Object.values(alias.forms).at(-1) ?? [];
  return { text: pieces.join(''), cursor: pieces[0]?.length ?? 0 };
}

const keywordOffers: readonly Offer[] = [...keywords]
  .filter((word) => !['external', 'instance', 'of', 'function'].includes(word))
  .map((word) => ({ name: word, kind: 'keyword', detail: '', label: null, documentation: null, insert: word, cursor: word.length }));

/** Where a name of several words begins that is being written: `round ha`. */
function severalWords(text: string, at: number, names: ContextType): number | null {
  const before = text.slice(0, at);
  const words = /[\p{L}_][\p{L}\p{N}_']*(?: [\p{L}_][\p{L}\p{N}_']*)*$/u.exec(before);
  if (words === null || !words[0].includes(' ')) return null;
  const known = [...functionOffers().map(({ name }) => name), ...Object.keys(names.entries)].filter((name) => name.includes(' '));
  for (let from = words.index; from < at; from = before.indexOf(' ', from) + 1 || at) {
    const written = before.slice(from);
    if (!written.includes(' ')) return null;
    if (known.some((name) => name.startsWith(written))) return from;
  }
  return null;
}

const longestType = 40;

/** A type as a list has room for it. */
export function shortType(type: FeelType): string {
  const text = printType(type);
  return text.length <= longestType ? text : type.kind === 'list' ? 'list' : type.kind;
}
