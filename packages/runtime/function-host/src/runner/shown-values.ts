import { debugLimits } from '../limits.ts';
import type { DebugValue } from './debug-messages.ts';
import type { Inspector, Said } from './inspector.ts';

/** What the inspector says of a value: `Runtime.RemoteObject` of its protocol. */
export interface RemoteValue {
  readonly type: string;
  readonly subtype?: string;
  readonly value?: unknown;
  readonly unserializableValue?: string;
  readonly description?: string;
  readonly objectId?: string;
  readonly preview?: { readonly overflow: boolean; readonly properties: readonly PreviewedProperty[] };
}

interface PreviewedProperty {
  readonly name: string;
  readonly type: string;
  readonly subtype?: string;
  readonly value?: string;
}

const { characters, unfoldable, values: atOnce } = debugLimits;
const kinds: Readonly<Record<string, string>> = {
  array: 'list',
  typedarray: 'list',
  map: 'map',
  set: 'set',
  date: 'date',
  error: 'error',
  promise: 'promise',
  regexp: 'pattern',
  null: 'null',
};
/** What unfolding would run code of the function for, or shows nothing. */
const folded: ReadonlySet<string> = new Set([
  'proxy',
  'date',
  'regexp',
  'promise',
  'weakmap',
  'weakset',
  'weakref',
  'iterator',
  'generator',
]);
/** Values of a list or a map that another entry of the preview says nothing of. */
const mostPreviewed = 160;

/** The values of one pause that are shown, by numbers that mean nothing after it. */
export class ShownValues {
  readonly #inspector: Inspector;
  readonly #reader: string;
  #handles: string[] = [];

  /** `reader` is the inspector's id of what `makePartReader` made. */
  constructor(inspector: Inspector, reader: string) {
    this.#inspector = inspector;
    this.#reader = reader;
  }

  forget(): void {
    this.#handles = [];
  }

  /** A number for an object that may be unfolded; null where there are too many already. */
  handle(objectId: string | undefined): number | null {
    if (objectId === undefined || this.#handles.length >= unfoldable) return null;
    return this.#handles.push(objectId);
  }

  shown(value: RemoteValue): DebugValue {
    const { type, subtype = '', objectId } = value;
    const kind = type === 'object' ? (kinds[subtype] ?? 'object') : type;
    const of = type !== 'object' || folded.has(subtype) ? null : this.handle(objectId);
    return { kind, text: textOf(value).slice(0, characters), of };
  }

  /** Some of the parts of a value; null where that number means none. */
  async parts(of: number, from: number): Promise<{ total: number; values: { name: string; value: DebugValue }[] } | null> {
    const objectId = this.#handles[of - 1];
    if (objectId === undefined) return null;
    const read = await this.#inspector.ask('Runtime.callFunctionOn', {
      functionDeclaration: 'function (read, from, count, characters) { return read(this, from, count, characters); }',
      objectId,
      arguments: [{ objectId: this.#reader }, { value: from }, { value: atOnce }, { value: characters }],
      silent: true,
      objectGroup: 'pause',
    });
    const found = read?.exceptionDetails === undefined ? (read?.result as RemoteValue | undefined)?.objectId : undefined;
    if (found === undefined) return null;
    const answer = await this.#inspector.ask('Runtime.getProperties', { objectId: found, ownProperties: true, generatePreview: true });
    const flat: RemoteValue[] = [];
    // Of its internal properties nothing is told: they lead into the scopes of what made the world of the function.
    for (const { name, value } of (answer?.result ?? []) as readonly { readonly name: string; readonly value?: RemoteValue }[]) {
      if (/^\d+$/.test(name) && value !== undefined) flat[Number(name)] = value;
    }
    const values: { name: string; value: DebugValue }[] = [];
    for (let at = 1; at + 2 < flat.length + 1 && values.length < atOnce; at += 3) {
      const [name, how, value] = [flat[at]?.value, flat[at + 1]?.value, flat[at + 2]];
      if (typeof name !== 'string' || value === undefined) continue;
      const shown = this.shown(value);
      if (how === 'getter') values.push({ name, value: { kind: 'getter', text: '(…)', of: null } });
      else values.push({ name, value: how === 'long' ? { ...shown, text: `${shown.text}…` } : shown });
    }
    return { total: Number(flat[0]?.value ?? 0), values };
  }
}

export function remoteValue(said: unknown): RemoteValue {
  return (said ?? { type: 'undefined' }) as RemoteValue & Said;
}

function textOf({ type, subtype, value, unserializableValue, description = '', preview }: RemoteValue): string {
  if (type === 'string') return String(value);
  if (type === 'undefined' || subtype === 'null') return subtype ?? type;
  // Its head: what it does stands in the source, or is nothing of the maker's.
  if (type === 'function') return `ƒ ${description.slice(0, mostPreviewed).split(/=>|\{/, 1)[0]?.replace(/\s+/g, ' ').trim()}`;
  if (type !== 'object') return unserializableValue ?? description;
  if (subtype === 'error') return description.split('\n', 1)[0] ?? '';
  const isPlain = subtype === 'map' || subtype === 'set' || folded.has(subtype ?? '');
  if (preview === undefined || preview.properties.length === 0 || isPlain) return description;
  return previewOf(description, subtype, preview);
}

function previewOf(
  description: string,
  subtype: string | undefined,
  { properties, overflow }: NonNullable<RemoteValue['preview']>,
): string {
  const isList = subtype === 'array' || subtype === 'typedarray';
  let text = '';
  for (const { name, type, subtype: kind, value = '' } of properties) {
    if (subtype === 'typedarray' && !/^\d+$/.test(name)) continue;
    const shown = type === 'string' ? JSON.stringify(value) : type === 'function' ? 'ƒ' : kind === 'null' ? 'null' : value || type;
    text += `${text === '' ? '' : ', '}${isList && /^\d+$/.test(name) ? shown : `${name}: ${shown}`}`;
    if (text.length > mostPreviewed) break;
  }
  const cut = overflow || text.length > mostPreviewed ? `${text.slice(0, mostPreviewed)}, …` : text;
  if (isList) return `${description} [${cut}]`;
  return description === 'Object' ? `{${cut}}` : `${description} {${cut}}`;
}
