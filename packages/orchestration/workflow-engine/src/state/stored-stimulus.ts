import type { FeelContext } from '@plinth/expression';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import type { Stimulus } from './stimulus.ts';
import { fromStored, type StoredVariables, toStored } from './stored-value.ts';

/** What came to an instance, as its history keeps it: enough to do it again. */
export type StoredStimulus = JsonObject & { readonly kind: string };

/** FEEL values of stored variables. */
export function feelContext(variables: StoredVariables): FeelContext {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, fromStored(value)]));
}

/** A stimulus as JSON of which no type is lost. */
export function storedStimulus(stimulus: Stimulus): StoredStimulus {
  return Object.fromEntries(
    Object.entries(stimulus).flatMap(([name, value]): [string, JsonValue][] => {
      if (value === undefined) return [];
      if (name === 'variables') return [[name, storedVariables(value as FeelContext)]];
      return [[name, name === 'key' ? toStored(value as FeelContext[string], name) : (value as JsonValue)]];
    }),
  ) as StoredStimulus;
}

/** The inverse of {@link storedStimulus}. */
export function readStimulus({ variables, key, ...rest }: StoredStimulus): Stimulus {
  return {
    ...rest,
    ...(variables === undefined ? {} : { variables: feelContext(variables as StoredVariables) }),
    ...(key === undefined ? {} : { key: fromStored(key) }),
  } as Stimulus;
}

function storedVariables(variables: FeelContext): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, toStored(value, name)]));
}
