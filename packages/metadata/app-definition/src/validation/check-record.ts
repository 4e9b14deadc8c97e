import { isJsonObject, nearestName } from '@plinth/foundation';
import { isRecordKind, recordKinds } from '../kinds/record-kinds.ts';
import { checkActions } from './check-actions.ts';
import { checkValue } from './check-value.ts';
import { type DefinitionViolation, didYouMean, pointer, violationOf } from './violation.ts';

/** What is wrong with a record by itself, whatever stands beside it: its kind, its properties, its page actions. `id` is where it was found. */
export function checkRecord(id: string, record: unknown): DefinitionViolation[] {
  const place = { id };
  if (!isJsonObject(record)) return [violationOf(place, 'schema', [], 'must be an object')];
  const kind: unknown = record.kind;
  if (!isRecordKind(kind)) {
    const known = Object.keys(recordKinds);
    const hint = didYouMean(nearestName(String(kind), known)) ?? `Known are ${known.join(', ')}.`;
    return [violationOf(place, 'schema', ['kind'], `${JSON.stringify(kind ?? null)} is no kind of record`, hint)];
  }
  const violations = checkValue(recordKinds[kind], record).map(({ steps, message, hint }) =>
    violationOf(place, 'schema', steps, message, hint),
  );
  if (record.id !== id) violations.push(violationOf(place, 'schema', ['id'], `must be ${id}, under which the record is kept`));
  for (const { steps, actions } of actionLists(record)) {
    for (const problem of checkActions(actions, steps, () => undefined)) {
      violations.push(violationOf(place, 'action', problem.steps, problem.message, problem.hint));
    }
  }
  return violations;
}

const known = new WeakMap<object, readonly DefinitionViolation[]>();

/** The same for a record of a definition: it never changes, so what is wrong with it by itself is found once. */
export function checkKeptRecord(id: string, record: unknown): readonly DefinitionViolation[] {
  // One that is kept under another id is wrong for that alone.
  if (!isJsonObject(record) || record.id !== id) return checkRecord(id, record);
  const before = known.get(record);
  if (before !== undefined) return before;
  const found = checkRecord(id, record);
  known.set(record, found);
  return found;
}

/** The lists of page actions in a page or component record. */
export function actionLists(record: Readonly<Record<string, unknown>>): { steps: (string | number)[]; actions: readonly unknown[] }[] {
  if (record.kind === 'page' && Array.isArray(record.onOpen)) return [{ steps: ['onOpen'], actions: record.onOpen }];
  if (record.kind !== 'component' || !isJsonObject(record.events)) return [];
  return Object.entries(record.events).flatMap(([event, actions]) =>
    Array.isArray(actions) ? [{ steps: ['events', event], actions }] : [],
  );
}

/** Whether a snapshot can be read at all: its form, its schema version. */
export function checkSnapshotForm(snapshot: unknown, newest: number): DefinitionViolation[] {
  const whole = (steps: string[], message: string, hint?: string): DefinitionViolation[] => [
    { rule: 'format', record: '', path: pointer(...steps), message, ...(hint === undefined ? {} : { hint }) },
  ];
  if (!isJsonObject(snapshot)) return whole([], 'must be an object with schemaVersion and records');
  if (!Number.isInteger(snapshot.schemaVersion) || Number(snapshot.schemaVersion) < 1) {
    return whole(['schemaVersion'], 'must be a positive integer', `This Plinth writes ${newest}.`);
  }
  if (Number(snapshot.schemaVersion) > newest) {
    return whole(['schemaVersion'], `is ${snapshot.schemaVersion}; this Plinth reads up to ${newest}`, 'Update Plinth.');
  }
  if (!isJsonObject(snapshot.records)) return whole(['records'], 'must be an object of records by id');
  return [];
}
