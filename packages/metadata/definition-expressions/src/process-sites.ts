import { type Definition, type DefinitionViolation, entityByKey, fieldsOf, type RecordOf, violationOf } from '@plinth/app-definition';
import { type ContextType, contextType } from '@plinth/expression';
import { nearestName } from '@plinth/foundation';
import { RecordTypes } from './record-types.ts';
import { siteUses } from './site-uses.ts';
import type { Guess, Use } from './use.ts';

interface Found {
  readonly uses: readonly Use[];
  readonly guesses: readonly Guess[];
}

/** What a task does that writes its inputs into a record. */
const writes: ReadonlySet<string> = new Set(['record.create', 'record.update']);

const nothing: Found = { uses: [], guesses: [] };

/** A text as it stands in XML, with the place of each of its characters there. */
interface Written {
  readonly text: string;
  /** Where character `at` begins in the XML; one more for the end. */
  readonly places: readonly number[];
}

/**
 * What a service task that works on records uses of their entity: fields by the names of what goes in, and, of a record that was read, in
 * the expressions by which something comes out.
 */
export function processNodeUses(definition: Definition, known: RecordTypes, record: RecordOf<'process-node'>): Found {
  const does = record.attributes['plinth:does'] ?? '';
  const entity = does.startsWith('record.') ? entityByKey(definition, record.attributes['plinth:entity'] ?? '') : null;
  const content = record.content ?? '';
  if (entity === null || content === '') return nothing;
  const row = known.record(entity.id, 'full');
  const uses: Use[] = [];
  const guesses: Guess[] = [];
  // A document of its own may call Plinth's namespace otherwise, but these two attributes together are ours alone.
  for (const { name, from, to } of mappingsIn(content)) {
    if (name === 'input' && writes.has(does)) {
      const declared = row.meaningOf?.(to.text)?.declaredBy;
      if (declared !== undefined) uses.push({ ...placeIn(record, content, to, 0, to.text.length), of: declared });
    }
    if (name !== 'output') continue;
    const given = contextType({ record: row }, { open: true });
    const site = {
      record,
      steps: ['content'],
      kind: 'expression' as const,
      text: from.text,
      before: '',
      scope: given,
      known: given,
      expects: null,
    };
    const found = siteUses(site);
    for (const use of found.uses) uses.push({ ...use, ...placeIn(record, content, from, use.from, use.to) });
    for (const guess of found.guesses) guesses.push({ ...guess, ...placeIn(record, content, from, guess.from, guess.to) });
  }
  return { uses, guesses };
}

/** What service tasks of a definition write into records that have no such field, or a computed one. */
export function unwritableFields(definition: Definition, nodes: readonly RecordOf<'process-node'>[]): DefinitionViolation[] {
  const known = new RecordTypes(definition);
  return nodes.flatMap((node) => {
    if (node.content === undefined || !writes.has(node.attributes['plinth:does'] ?? '')) return [];
    const entity = entityByKey(definition, node.attributes['plinth:entity'] ?? '');
    if (entity === null) return [];
    const row = known.record(entity.id, 'full');
    const inputs = mappingsIn(node.content).filter(({ name }) => name === 'input');
    return inputs.flatMap(({ to }) => unwritable(definition, node, entity, row, to.text));
  });
}

/** Why a task cannot write something of a record: it is not there, or computed. */
function unwritable(
  definition: Definition,
  record: RecordOf<'process-node'>,
  { id, key: entity }: RecordOf<'entity'>,
  row: ContextType,
  name: string,
): DefinitionViolation[] {
  const field = fieldsOf(definition, id).find(({ key }) => key === name);
  if (field?.computed !== undefined)
    return [
      violationOf(record, 'reference', ['content'], `${entity}.${name} is computed and cannot be written`, 'Take it out of the inputs.'),
    ];
  if (field !== undefined || Object.hasOwn(row.entries, name)) return [];
  const nearest = nearestName(name, Object.keys(row.entries));
  const hint = nearest === null ? 'Choose another one.' : `Did you mean ${nearest}?`;
  return [violationOf(record, 'reference', ['content'], `${entity} has no field ${name}`, hint)];
}

/** The entities whose changes a process hears of: signals that are called by them, `order.created`. */
export function processUses(definition: Definition, record: RecordOf<'process'>): Found {
  const document = record.document ?? '';
  const uses = [...document.matchAll(signal)].flatMap(({ 0: whole, 1: attributes = '', index }): Use[] => {
    const name = attributeIn(attributes, 'name', index + whole.indexOf(attributes));
    const key = name === null ? undefined : change.exec(name.text)?.[1];
    const entity = key === undefined ? null : entityByKey(definition, key);
    if (name === null || key === undefined || entity === null) return [];
    const [from = 0, to = 0] = [name.places[0], name.places[key.length]];
    return [{ record, steps: ['document'], at: 'text', from, to, text: document, of: entity.id }];
  });
  return { uses, guesses: [] };
}

const signal = /<(?:[\w.-]+:)?signal\s([^<>]*)\/?>/g;
/** What happens to records, as signals call it. */
const change = /^(.+)\.(?:created|updated|deleted|restored)$/;

function placeIn(record: RecordOf<'process-node'>, content: string, { places }: Written, from: number, to: number) {
  return { record, steps: ['content'], at: 'text' as const, from: places[from] ?? 0, to: places[to] ?? 0, text: content };
}

const mapping = /<(?:[\w.-]+:)?(input|output)\s([^<>]*)\/?>/g;

function mappingsIn(content: string): readonly { readonly name: string; readonly from: Written; readonly to: Written }[] {
  return [...content.matchAll(mapping)].flatMap(({ 0: whole, 1: name = '', 2: attributes = '', index }) => {
    const start = index + whole.indexOf(attributes, whole.indexOf(name) + name.length);
    const [from, to] = [attributeIn(attributes, 'from', start), attributeIn(attributes, 'to', start)];
    return from === null || to === null ? [] : [{ name, from, to }];
  });
}

function attributeIn(attributes: string, name: string, start: number): Written | null {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  if (found === null) return null;
  const raw = found[1] ?? found[2] ?? '';
  return readXml(raw, start + found.index + found[0].length - 1 - raw.length);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The characters that XML stands for. */
function readXml(raw: string, start: number): Written {
  let text = '';
  const places: number[] = [];
  for (let at = 0; at < raw.length; ) {
    const [reference, name = ''] = /^&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{1,8});/.exec(raw.slice(at, at + 12)) ?? [];
    const character =
      reference === undefined
        ? raw[at]
        : name.startsWith('#x')
          ? String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(name.slice(2), 16)))
          : name.startsWith('#')
            ? String.fromCodePoint(Math.min(0x10ffff, Number(name.slice(1))))
            : (entities[name] ?? reference);
    for (const unit of (character ?? '').split('')) {
      text += unit;
      places.push(start + at);
    }
    at += reference?.length ?? 1;
  }
  return { text, places: [...places, start + raw.length] };
}
