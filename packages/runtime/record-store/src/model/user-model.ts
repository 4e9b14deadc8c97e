import { isUserValue } from '../access/user-values.ts';
import type { EntityModel, UserModel } from './entity-model.ts';

/** Who signs in, as the definition says itself, or else one of its modules; nobody where several would be. */
export function userModel(own: string, entities: ReadonlyMap<string, EntityModel>): UserModel | null {
  const people = [...entities.values()].filter(({ record }) => record.userBy !== undefined);
  const nearest = people.filter(({ definitionKey }) => definitionKey === own);
  const [entity, another] = nearest.length > 0 ? nearest : people;
  const by = entity?.fields.find(({ record }) => record.id === entity.record.userBy);
  if (entity === undefined || another !== undefined || by === undefined) return null;
  const fields = entity.fields.filter(({ key, record }) => entity.record.userFields?.includes(record.id) === true && !isUserValue(key));
  return { entity: entity.key, by, fields };
}
