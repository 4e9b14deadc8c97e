import type { Definition, FieldRecord, RecordOf } from '@plinth/app-definition';
import { recordErrors } from '../errors.ts';

/** An entity with the definition that it stands in. */
export interface Source {
  readonly definition: Definition;
  readonly definitionKey: string;
  readonly entity: RecordOf<'entity'>;
  readonly key: string;
}

/** Key of the entity that a reference leads to; throws `records.bad-model`. */
export function targetOf(record: FieldRecord, source: Source, sources: readonly Source[]): string {
  const found = record.target === undefined ? undefined : findSource(record.target, source, sources);
  if (found === undefined) {
    throw recordErrors.badModel({
      entity: source.key,
      member: record.key,
      reason: `there is no entity ${record.target ?? ''}`,
      hint: 'Name an entity of this definition or module/entity of a dependency.',
    });
  }
  requireSameSource(source, record, found);
  if (record.onDelete === 'clear' && record.required) {
    throw recordErrors.badModel({
      entity: source.key,
      member: record.key,
      reason: 'a required reference cannot be cleared',
      hint: 'Use onDelete: restrict or cascade.',
    });
  }
  return found.key;
}

/** One statement reads all that it joins, so references and relations stay within one database. */
export function requireSameSource(source: Source, member: { readonly key: string }, target: Source): void {
  if (source.entity.source?.connection === target.entity.source?.connection) return;
  throw recordErrors.badModel({
    entity: source.key,
    member: member.key,
    reason: `${target.key} is in another database`,
    hint: 'References and relations stay within one database; keep its key in a field of its own.',
  });
}

/** The entity that a reference or relation names. */
export function findSource(reference: string, from: Source, sources: readonly Source[]): Source | undefined {
  return sources.find(
    (source) =>
      (source.definition === from.definition && (source.entity.id === reference || source.entity.key === reference)) ||
      source.key === reference,
  );
}
