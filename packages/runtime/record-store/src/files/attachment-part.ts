import { type PipelinePart, quoteIdentifier, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { qualifiedName } from '../migration/isolated-table.ts';
import type { ApplicationModel, EntityModel, FieldModel } from '../model/entity-model.ts';

/**
 * Demands that files come from who writes them into a field: uploaded by them for this very field, and in no other record. Ids
 * of files that somebody merely knows attach nothing.
 */
export function attachmentPart(
  context: RequestContext,
  model: ApplicationModel,
  entity: EntityModel,
  field: FieldModel,
  files: readonly string[],
  records: readonly string[],
): PipelinePart | null {
  if (files.length === 0) return null;
  const text = `select plinth.demand((select count(*) from ${qualifiedName(model.schema, '_file')} f
  where f.id = any($1::uuid[]) and f.definition = $2 and f.entity = $3 and f.field = $4 and f.created_by = $5
    and not exists (select from ${entity.qualified} t where t.${quoteIdentifier(field.column)} = f.id and not t.id = any($6::uuid[]))
  ) = cardinality($1::uuid[]), $7)`;
  const values = [files, entity.definitionKey, entity.record.id, field.record.id, context.actor.id, records, `reference ${field.key}`];
  return { statement: statement(text), values };
}
