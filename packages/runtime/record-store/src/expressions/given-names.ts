import { type FeelType, type FeelValue, fromJson } from '@plinth/expression';
import { type UserValues, userContext } from '../access/user-values.ts';
import type { ApplicationModel, EntityModel } from '../model/entity-model.ts';
import { userType } from './entity-types.ts';

/** What expressions of records can name beside the record: who acts, and what the environment says. */
type GivenName = 'user' | 'settings';

/** Whether a name is given from outside of a record, and no field of the entity hides that. */
export function isGivenName(model: ApplicationModel, entity: EntityModel | null, name: string | undefined): name is GivenName {
  if (name === undefined || entity?.fieldsByKey.has(name) === true) return false;
  return name === 'user' || (name === 'settings' && model.settings.records.length > 0);
}

/** Whether a path most likely leads to what is given: where only that is known, a reference that is called settings is taken for it. */
export function isGivenPath(path: readonly string[] | null): boolean {
  return path?.[0] === 'user' || (path?.[0] === 'settings' && path.length > 1);
}

/** The types of what is given; of settings where there are any. */
export function givenTypes(model: ApplicationModel): Record<string, FeelType> {
  return { user: userType(model), ...(model.settings.records.length === 0 ? {} : { settings: model.settings.type }) };
}

/** What is given, as JSON has it. */
export function givenValue(model: ApplicationModel, name: GivenName, user: UserValues): Readonly<Record<string, unknown>> {
  return name === 'user' ? userContext(user) : model.settings.values;
}

/** What is given, as expressions read it. */
export function givenFeel(model: ApplicationModel, name: GivenName, user: UserValues): FeelValue {
  return fromJson(name === 'user' ? userType(model) : model.settings.type, givenValue(model, name, user));
}
