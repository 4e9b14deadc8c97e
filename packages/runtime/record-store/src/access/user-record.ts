import { type Database, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { ApplicationModel } from '../model/entity-model.ts';
import { EntityView } from '../read/entity-view.ts';
import { Parameters } from '../read/parameters.ts';
import { projection } from '../read/record-projection.ts';
import { type Permissions, permissionsFor } from './access.ts';

/**
 * What the context's actor may do, with what the application keeps about them: the values of the record that carries their
 * e-mail address, as it is now. Where there is none, or more than one, they have no such values, and rules that ask for them deny.
 */
export async function personalPermissions(
  context: RequestContext,
  database: Pick<Database, 'query'>,
  model: ApplicationModel,
): Promise<Permissions> {
  const permissions = permissionsFor(context, model);
  const { actor } = context;
  if (model.user === null || actor.kind !== 'member' || actor.email === null) return permissions;
  const { text, values } = userStatement(model, actor.email);
  const { rows } = await database.query<{ readonly record: Readonly<Record<string, unknown>> }>(context, statement(text), values);
  const [row] = rows;
  if (row === undefined || rows.length > 1) return permissions;
  const attributes: Record<string, unknown> = {};
  for (const { key, target } of model.user.fields) {
    const value = row.record[key] ?? null;
    attributes[key] = target !== null && value !== null ? { id: value } : value;
  }
  return { ...permissions, user: { ...permissions.user, attributes } };
}

function userStatement(model: ApplicationModel, email: string) {
  const user = model.user;
  const entity = model.entities.get(user?.entity ?? '');
  if (user === null || entity === undefined) return { text: 'select where false', values: [] };
  const view = new EntityView(model, entity, 't', new Parameters(), null);
  const list = projection(
    view,
    {},
    user.fields.map(({ key }) => key),
  );
  // Addresses are kept as somebody wrote them, and mean the same in lower case; either way an index finds them.
  const text = `select (select to_json(item.*) from (select ${list}) item) as record from ${entity.qualified} t
where ${view.column(user.by)} = any($1::text[]) and t.deleted_at is null limit 2`;
  return { text, values: [[...new Set([email, email.toLowerCase()])]] };
}
