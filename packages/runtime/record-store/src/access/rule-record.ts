import { type FeelContext, type FeelValue, fromJson } from '@plinth/expression';
import { fieldType, systemTypes } from '../expressions/entity-types.ts';
import type { ApplicationModel, EntityModel } from '../model/entity-model.ts';

/**
 * A record's values by field key as row rules read them. What a reference leads to stands there with values of its own, as
 * far as rules shall see them, or by its id alone; what is not given is null.
 */
export function ruleRecord(model: ApplicationModel, entity: EntityModel, values: Readonly<Record<string, unknown>>): FeelContext {
  const record: Record<string, FeelValue> = Object.create(null) as Record<string, FeelValue>;
  for (const [key, value] of Object.entries(values)) record[key] = feelValueOf(model, entity, key, value);
  return record;
}

function feelValueOf(model: ApplicationModel, entity: EntityModel, key: string, value: unknown): FeelValue {
  const field = entity.fieldsByKey.get(key);
  if (field === undefined) return Object.hasOwn(systemTypes, key) ? fromJson(systemTypes[key] ?? { kind: 'any' }, value) : null;
  const target = field.target === null ? undefined : model.entities.get(field.target);
  if (target === undefined || value === null) return fromJson(fieldType(field), value);
  if (typeof value === 'string') return ruleRecord(model, target, { id: value });
  return typeof value === 'object' && !Array.isArray(value) ? ruleRecord(model, target, value as Record<string, unknown>) : null;
}
