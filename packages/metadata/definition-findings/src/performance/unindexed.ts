import {
  type ActionBody,
  type Definition,
  type FieldType,
  fieldsOf,
  indexesOf,
  queriesOf,
  type RecordOf,
  recordOf,
  withDefaults,
} from '@plinth/app-definition';
import type { DefinitionExpressions } from '@plinth/definition-expressions';
import { shortId } from '@plinth/foundation';
import type { Finding } from '../finding.ts';

type Field = RecordOf<'field'>;

/** Types of which an index finds few records among many; a choice or a yes and no leaves too many to be worth one. */
const worthwhile: ReadonlySet<FieldType> = new Set(['text', 'integer', 'decimal', 'money', 'date', 'time', 'dateTime', 'email', 'phone']);

/** Queries that sort or filter by a field of their entity that has no index: with many records, each of them is read. */
export function unindexed(definition: Definition, page: string, expressions: Pick<DefinitionExpressions, 'findings'>): readonly Finding[] {
  return queriesOf(definition, page).flatMap((query): Finding[] => {
    const entity = recordOf(definition, 'entity', query.entity ?? '');
    // The tables of another database are not Plinth's to change.
    if (entity === null || entity.source !== undefined) return [];
    const fields = new Map(fieldsOf(definition, entity.id).map((field) => [field.id, field] as const));
    const lacking = (id: string | undefined) => {
      const field = fields.get(id ?? '');
      return field !== undefined && worthwhile.has(field.type) && !isIndexed(definition, field) ? [field] : [];
    };
    const first = query.sort[0]?.field.replace(/^-/, '');
    const sorted = [...fields.values()].filter(({ key }) => key === first).flatMap(({ id }) => lacking(id));
    const filtered = expressions
      .findings(query)
      .uses.filter(({ steps }) => steps[0] === 'filter')
      .flatMap(({ of }) => lacking(of));
    const about = (field: Field) => ({ field: field.label, entity: entity.labelPlural ?? entity.label });
    const found = (finding: 'unindexed-sort' | 'unindexed-filter', field: Field): Finding => ({
      kind: 'performance',
      finding,
      record: query.id,
      about: about(field),
      fix: indexFor(definition, field),
    });
    return [
      ...sorted.map((field) => found('unindexed-sort', field)),
      ...[...new Set(filtered)].filter((field) => !sorted.includes(field)).map((field) => found('unindexed-filter', field)),
    ];
  });
}

function isIndexed(definition: Definition, field: Field): boolean {
  return field.unique || indexesOf(definition, field.parent).some(({ fields: [first] }) => first === field.id || first === field.key);
}

function indexFor(definition: Definition, field: Field): ActionBody {
  const taken = new Set(indexesOf(definition, field.parent).map(({ key }) => key));
  const wanted = `by${field.key.charAt(0).toUpperCase()}${field.key.slice(1)}`;
  let key = wanted;
  for (let number = 2; taken.has(key); number++) key = `${wanted}${number}`;
  return {
    type: 'RECORD_INSERT',
    payload: { record: withDefaults({ id: shortId(), kind: 'index', parent: field.parent, key, fields: [field.id] }) },
  };
}
