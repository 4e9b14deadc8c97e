import { isJsonObject, type JsonValue } from '@plinth/foundation';
import { type Definition, withDefaults } from '../definition.ts';
import { nameOf, parentOf, withoutRecord, withRecord } from '../definition-index.ts';
import { type DefinitionRecord, recordKinds } from '../kinds/record-kinds.ts';
import { findUnsafe } from '../validation/check-value.ts';
import { hasDefaults } from '../validation/has-defaults.ts';
import { type DefinitionViolation, nameForPeople, violationOf } from '../validation/violation.ts';
import type { ActionBody, RecordPlace } from './definition-action.ts';
import { sameJson } from './same-json.ts';
import { namesThatMoved, structuralViolation, subtreeOf } from './structure.ts';
import { applyText, invertText } from './text-change.ts';

/** A part of an undo that no longer applied, because somebody has changed the same thing since. */
export interface SkippedPart {
  readonly record: string;
  readonly path: readonly string[];
  readonly reason: string;
}

/** What an action did. */
export interface AppliedAction {
  readonly definition: Definition;
  /** Takes it back, as far as nobody changed the same things since. Null: it did nothing. */
  readonly inverse: ActionBody | null;
  /** Ids of the records that are added, changed or removed. */
  readonly touched: ReadonlySet<string>;
  readonly skipped: readonly SkippedPart[];
}

/** What an action does to a definition, or why it is refused. Pure; a refused action changes nothing. */
export type ReduceResult = ({ readonly refused: null } & AppliedAction) | { readonly refused: DefinitionViolation };

class Refusal extends Error {
  readonly violation: DefinitionViolation;
  constructor(violation: DefinitionViolation) {
    super(violation.message);
    this.violation = violation;
  }
}

interface Work {
  definition: Definition;
  readonly inverses: ActionBody[];
  readonly touched: Set<string>;
  /** Ids whose structure is judged when all is done, and whether what they are called may have changed. */
  readonly judged: Map<string, boolean>;
  readonly skipped: SkippedPart[];
}

/** Applies one action. Costs the same at ten records and at ten thousand. */
export function reduce(definition: Definition, action: ActionBody): ReduceResult {
  const work: Work = { definition, inverses: [], touched: new Set(), judged: new Map(), skipped: [] };
  try {
    apply(work, action);
    for (const [id, withName] of work.judged) {
      const violation = structuralViolation(work.definition, id, withName);
      if (violation !== null) throw new Refusal(violation);
    }
  } catch (thrown) {
    if (thrown instanceof Refusal) return { refused: thrown.violation };
    throw thrown;
  }
  const inverses = work.inverses.reverse();
  const [only] = inverses;
  const inverse: ActionBody | null =
    only === undefined ? null : inverses.length === 1 ? only : { type: 'BATCH', payload: { actions: inverses } };
  return { refused: null, definition: work.definition, inverse, touched: work.touched, skipped: work.skipped };
}

function apply(work: Work, action: ActionBody): void {
  switch (action.type) {
    case 'RECORD_INSERT':
      insert(work, action.payload.record);
      break;
    case 'RECORD_UPDATE':
      update(work, action.payload);
      break;
    case 'RECORD_MOVE':
      move(work, action.payload);
      break;
    case 'RECORD_REMOVE':
      remove(work, action.payload);
      break;
    case 'RECORD_TEXT':
      changeText(work, action.payload);
      break;
    case 'RECORD_EXPECT':
      requireValue(work, action);
      break;
    case 'BATCH':
      for (const part of action.payload.actions) apply(work, part);
  }
}

function refuse(id: string, steps: readonly string[], message: string, hint?: string): never {
  throw new Refusal(violationOf({ id }, 'reference', steps, message, hint));
}

function find(work: Work, id: string): DefinitionRecord {
  return work.definition.records.get(id) ?? refuse(id, [], 'the record is gone', 'Restore it first.');
}

function store(work: Work, record: DefinitionRecord, before?: DefinitionRecord): void {
  const renamed = before === undefined || nameOf(before) !== nameOf(record) || parentOf(before) !== parentOf(record);
  work.definition = withRecord(work.definition, record);
  work.touched.add(record.id);
  work.judged.set(record.id, renamed || work.judged.get(record.id) === true);
}

function insert(work: Work, given: DefinitionRecord): void {
  const unsafe = findUnsafe(given);
  if (unsafe !== null) throw new Refusal(violationOf(given, 'schema', unsafe.steps, unsafe.message, unsafe.hint));
  const record = withDefaults(given as DefinitionRecord & Record<string, unknown>);
  if (work.definition.records.has(record.id)) refuse(record.id, [], 'there is a record with this id already');
  store(work, record);
  work.inverses.push({ type: 'RECORD_REMOVE', payload: { id: record.id, expect: record } });
}

type Payload<Type extends ActionBody['type']> = Extract<ActionBody, { type: Type }>['payload'];

const fixed: ReadonlySet<string> = new Set(['id', 'kind', 'parent', 'index']);

function update(work: Work, { id, path, value, expect }: Payload<'RECORD_UPDATE'>): void {
  const record = find(work, id);
  const [first] = path;
  if (first === undefined || fixed.has(first))
    refuse(id, path, `${first ?? 'nothing'} cannot be set`, 'Use RECORD_MOVE for places; ids stay.');
  const before = valueAt(record, path);
  if (expect !== undefined && !sameJson(before, expect)) {
    work.skipped.push({ record: id, path, reason: `${path.join('.')} of ${nameForPeople(record)} was changed since` });
    return;
  }
  const given = changedAt(record, path, value, id) as DefinitionRecord & Record<string, unknown>;
  // Most edits leave no default to fill in: then what did not change stays the same object, by which others know that it did not.
  const isComplete = (path.length === 1 && isPlain(value)) || hasDefaults(recordKinds[given.kind], given);
  const changed = isComplete ? given : withDefaults(given);
  const after = valueAt(changed, path);
  if (sameJson(before, after)) return;
  store(work, changed, record);
  work.inverses.push({
    type: 'RECORD_UPDATE',
    payload: { id, path, ...(before.length === 0 ? {} : { value: before[0] as JsonValue }), expect: after },
  });
}

function isPlain(value: JsonValue | undefined): boolean {
  return value !== undefined && (value === null || typeof value !== 'object');
}

/** The value at a path as a list: empty where there is none. */
function valueAt(record: object, path: readonly string[]): readonly JsonValue[] {
  let current: unknown = record;
  for (const step of path) {
    if (Array.isArray(current) && isItem(current, step)) current = current[Number(step)];
    else if (isJsonObject(current) && Object.hasOwn(current, step)) current = current[step];
    else return [];
  }
  return [current as JsonValue];
}

function changedAt(value: unknown, path: readonly string[], next: JsonValue | undefined, id: string): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (Array.isArray(value)) {
    if (!isItem(value, step)) refuse(id, path, `there is no item ${step}`, 'Change the list as a whole.');
    const item = changedAt(value[Number(step)], rest, next, id);
    if (item === undefined) refuse(id, path, 'an item of a list cannot be left out', 'Change the list as a whole.');
    return value.with(Number(step), item);
  }
  if (value !== undefined && !isJsonObject(value)) refuse(id, path, `${step} cannot be set inside of a value that is no object`);
  const inner = changedAt(value !== undefined && Object.hasOwn(value, step) ? value[step] : undefined, rest, next, id);
  const { [step]: _, ...others } = value ?? {};
  if (inner === undefined) return others;
  return value !== undefined && Object.hasOwn(value, step) ? { ...value, [step]: inner } : { ...others, [step]: inner };
}

/** Whether a step names an item of a list that is there. */
function isItem(list: readonly unknown[], step: string): boolean {
  return /^(0|[1-9]\d{0,5})$/.test(step) && Number(step) < list.length;
}

/** The expectation holds for the inverse too: what it guards is put back only where it is still the same thing. */
function requireValue(work: Work, action: Extract<ActionBody, { type: 'RECORD_EXPECT' }>): void {
  const { id, path, value } = action.payload;
  const record = find(work, id);
  if (!sameJson(valueAt(record, path), [value]))
    refuse(id, path, `${path.join('.')} of ${nameForPeople(record)} was changed meanwhile`, 'Look at it as it is now, and do it again.');
  work.inverses.push(action);
}

function placeOf(record: DefinitionRecord): RecordPlace | null {
  if (!('index' in record)) return null;
  return {
    ...('parent' in record ? { parent: record.parent } : {}),
    ...(record.kind === 'component' ? { slot: record.slot } : {}),
    index: record.index,
  };
}

function move(work: Work, { id, to, expect }: Payload<'RECORD_MOVE'>): void {
  const record = find(work, id);
  const before = placeOf(record);
  if (before === null) refuse(id, [], `${nameForPeople(record)} has no place`);
  if (expect !== undefined && !sameJson(before, expect)) {
    work.skipped.push({ record: id, path: ['index'], reason: `${nameForPeople(record)} was moved since` });
    return;
  }
  const moved = { ...record, index: to.index } as DefinitionRecord & { parent?: string; slot?: string };
  if ('parent' in record && to.parent !== undefined) moved.parent = to.parent;
  if (record.kind === 'component' && to.slot !== undefined) moved.slot = to.slot;
  const after = placeOf(moved);
  if (after === null || sameJson(before, after)) return;
  store(work, moved, record);
  if (before.parent !== after.parent) for (const inner of namesThatMoved(work.definition, record)) work.judged.set(inner, true);
  work.inverses.push({ type: 'RECORD_MOVE', payload: { id, to: before, expect: after } });
}

function remove(work: Work, { id, expect }: Payload<'RECORD_REMOVE'>): void {
  const subtree = subtreeOf(work.definition, id);
  const record = find(work, id);
  if (expect !== undefined && (subtree.length > 1 || !sameJson(record, expect))) {
    const reason = subtree.length > 1 ? `${nameForPeople(record)} has something in it now` : `${nameForPeople(record)} was changed since`;
    work.skipped.push({ record: id, path: [], reason });
    return;
  }
  for (const gone of subtree.toReversed()) {
    work.definition = withoutRecord(work.definition, gone.id);
    work.touched.add(gone.id);
    work.judged.set(gone.id, true);
    work.inverses.push({ type: 'RECORD_INSERT', payload: { record: gone } });
  }
}

function changeText(work: Work, { id, path, changes }: Payload<'RECORD_TEXT'>): void {
  const record = find(work, id);
  const [before] = valueAt(record, path);
  const text = before ?? '';
  const [first] = path;
  if (first === undefined || fixed.has(first) || typeof text !== 'string') refuse(id, path, `${path.join('.')} is no text`);
  const after = applyText(text, changes) ?? refuse(id, path, 'the text was replaced meanwhile', 'Apply the change to the new text.');
  if (after === text) return;
  store(work, changedAt(record, path, after, id) as DefinitionRecord, record);
  const inverse: ActionBody =
    before === undefined
      ? { type: 'RECORD_UPDATE', payload: { id, path, expect: [after] } }
      : { type: 'RECORD_TEXT', payload: { id, path, changes: invertText(text, changes) } };
  work.inverses.push(inverse);
}
