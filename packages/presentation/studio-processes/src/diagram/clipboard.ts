import {
  type ActionBody,
  type Definition,
  type DefinitionRecord,
  indexBetween,
  processFlowsOf,
  processNodesOf,
  type RecordOf,
} from '@plinth/app-definition';
import { isJsonObject, shortId } from '@plinth/foundation';
import { type DrawnProcess, within } from '../drawing/drawn-process.ts';
import { type CopiedDefinition, namedKinds, namedOf, referenceOf, withNamed } from '../edits/definition-edits.ts';
import { type Edit, insert, together } from '../edits/edit.ts';
import { newKey } from '../edits/new-key.ts';
import { settled } from '../edits/settled.ts';

type Node = RecordOf<'process-node'>;
type Flow = RecordOf<'process-flow'>;

interface Copied {
  readonly plinth: 'process elements';
  readonly nodes: readonly Node[];
  readonly flows: readonly Flow[];
  /** What the nodes refer to at the root of their document. */
  readonly named?: readonly CopiedDefinition[];
}

/** How far from what was copied the copies stand. */
const offset = 30;
const mostCopied = 2000;

/** Elements with what stands in and on them, and the flows between them, as text; null where nothing can be copied. */
export function copyElements(drawn: DrawnProcess, ids: readonly string[]): string | null {
  const all = new Set(ids.flatMap((id) => [id, ...within(drawn, id).map((node) => node.id)]));
  const nodes = drawn.nodes.flatMap(({ id, record, box }): Node[] =>
    all.has(id) && record !== null ? [{ ...record, place: { ...(record.place ?? {}), ...box } }] : [],
  );
  const flows = drawn.flows.flatMap(({ record, source, target }) =>
    record !== null && all.has(source) && all.has(target) ? [record] : [],
  );
  const named = namedKinds.flatMap((kind) => {
    const referred = new Set(drawn.nodes.flatMap((node) => (all.has(node.id) ? [referenceOf(node.node, kind)] : [])));
    return namedOf(drawn, kind).flatMap((each) => (referred.has(each.id) ? [{ kind, ...each }] : []));
  });
  return nodes.length === 0 ? null : JSON.stringify({ plinth: 'process elements', nodes, flows, named } satisfies Copied);
}

/** Copies of what was copied, beside it, also from another process; null where the text is none of ours. */
export function pasteElements(definition: Definition, drawn: DrawnProcess, text: string): Edit | null {
  const copied = readCopied(text);
  if (copied === null || copied.nodes.length === 0) return null;
  const given = withNamed(drawn, copied.named ?? []);
  const referred = (reference: string) => given.ids.get(reference) ?? reference;
  const ids = new Map(copied.nodes.map(({ id }) => [id, shortId()] as const));
  const keys = new Map(copied.nodes.map(({ key }) => [key, newKey(key.replace(/_.*$/, '').slice(0, 40) || 'element')] as const));
  const process = drawn.record.id;
  let nodeIndex = processNodesOf(definition, process).at(-1)?.index ?? null;
  let flowIndex = processFlowsOf(definition, process).at(-1)?.index ?? null;
  const flowKeys = new Map(copied.flows.map(({ key }) => [key, newKey('flow')] as const));
  const place = (record: Node | Flow, next: () => string) => {
    const parent = ids.get(record.parent);
    return parent === undefined ? { parent: process, index: next() } : { parent, index: record.index };
  };
  const nodes = copied.nodes.map((record) => {
    const { attachedTo, content, attributes, ...rest } = record;
    const host = attachedTo === undefined ? undefined : ids.get(attachedTo);
    const fallback = attributes.default === undefined ? undefined : flowKeys.get(attributes.default);
    const { default: _default, ...others } = attributes;
    return {
      ...rest,
      id: ids.get(record.id) ?? '',
      ...place(record, () => (nodeIndex = indexBetween(nodeIndex, null))),
      key: keys.get(record.key) ?? '',
      // A boundary event without its activity becomes one that waits on its own.
      ...(attachedTo !== undefined && host === undefined ? { type: 'intermediateCatchEvent' } : {}),
      ...(host === undefined ? {} : { attachedTo: host }),
      attributes: {
        ...others,
        ...(others.messageRef === undefined ? {} : { messageRef: referred(others.messageRef) }),
        ...(fallback === undefined ? {} : { default: fallback }),
      },
      ...(content === undefined ? {} : { content: withReferences(withoutMarks(content, flowKeys, keys), referred) }),
      ...(record.place === undefined ? {} : { place: { ...record.place, x: record.place.x + offset, y: record.place.y + offset } }),
    } as DefinitionRecord;
  });
  const flows = copied.flows.map(
    ({ way: _way, ...record }) =>
      ({
        ...record,
        id: shortId(),
        ...place(record, () => (flowIndex = indexBetween(flowIndex, null))),
        key: flowKeys.get(record.key) ?? '',
        source: ids.get(record.source) ?? '',
        target: ids.get(record.target) ?? '',
      }) as DefinitionRecord,
  );
  const actions: ActionBody[] = [...settled(drawn), ...given.actions, ...[...nodes.toSorted(byDepth(ids)), ...flows].map(insert)];
  const outermost = copied.nodes.flatMap(({ id, parent, attachedTo }) =>
    ids.has(parent) || (attachedTo !== undefined && ids.has(attachedTo)) ? [] : [ids.get(id) ?? ''],
  );
  return {
    body: together(actions),
    intent: nodes.length === 1 ? 'Paste an element' : `Paste ${nodes.length} elements`,
    selection: outermost,
  };
}

function isNamed(named: unknown): boolean {
  const isText = (value: unknown) => typeof value === 'string' && value.length <= 500;
  return (
    Array.isArray(named) &&
    named.length <= mostCopied &&
    named.every(
      (each) =>
        isJsonObject(each) &&
        namedKinds.some((kind) => kind === each.kind) &&
        isText(each.id) &&
        isText(each.name) &&
        (each.code === null || isText(each.code)),
    )
  );
}

/** Elements stand behind what they stand in or on. */
function byDepth(ids: ReadonlyMap<string, string>): (a: DefinitionRecord, b: DefinitionRecord) => number {
  const made = new Set(ids.values());
  const rank = (record: DefinitionRecord) => ('parent' in record && made.has(record.parent) ? 2 : 0) + ('attachedTo' in record ? 1 : 0);
  return (a, b) => rank(a) - rank(b);
}

/** Marks of places and references by id are those of the copies; ids of what else stands in the XML go, for no id may stand twice. */
function withoutMarks(content: string, flows: ReadonlyMap<string, string>, nodes: ReadonlyMap<string, string>): string {
  return content
    .replace(/<\?plinth ([^?]*)\?>/g, (_mark, key: string) => `<?plinth ${flows.get(key) ?? nodes.get(key) ?? key}?>`)
    .replace(/<(\w+:)?(incoming|outgoing)>[^<]*<\/(\w+:)?(incoming|outgoing)>/g, '')
    .replace(/(<[^<>]*?)\sid="[^"]*"/g, '$1');
}

/** References to what stands at the root of a document are those of the document that is pasted into. */
function withReferences(content: string, referred: (reference: string) => string): string {
  return content.replace(
    /\s(message|signal|error|escalation)Ref="([^"]*)"/g,
    (_whole, kind: string, reference: string) => ` ${kind}Ref="${referred(reference)}"`,
  );
}

function readCopied(text: string): Copied | null {
  try {
    const read: unknown = JSON.parse(text);
    if (!isJsonObject(read) || read.plinth !== 'process elements' || !Array.isArray(read.nodes) || !Array.isArray(read.flows)) return null;
    const isOf = (kind: string) => (record: unknown) =>
      isJsonObject(record) &&
      record.kind === kind &&
      typeof record.id === 'string' &&
      typeof record.key === 'string' &&
      typeof record.parent === 'string' &&
      isJsonObject(record.attributes);
    if (read.nodes.length + read.flows.length > mostCopied) return null;
    if (!isNamed(read.named ?? [])) return null;
    return read.nodes.every(isOf('process-node')) && read.flows.every(isOf('process-flow')) ? (read as unknown as Copied) : null;
  } catch {
    // Other text was copied.
    return null;
  }
}
