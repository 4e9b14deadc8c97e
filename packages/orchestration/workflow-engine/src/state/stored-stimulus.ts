import type { FeelContext } from '@plinth/expression';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { noBehaviour } from '../behaviours.ts';
import type { InstanceState } from './instance-state.ts';
import type { Stimulus } from './stimulus.ts';
import { fromStored, type StoredVariables, toStored } from './stored-value.ts';

/** What came to an instance, as its history keeps it: enough to do it again. */
export type StoredStimulus = JsonObject & { readonly kind: string };

/** FEEL values of stored variables. */
export function feelContext(variables: StoredVariables): FeelContext {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, fromStored(value)]));
}

/** A stimulus as JSON of which no type is lost; the first one tells which behaviours the instance began with. */
export function storedStimulus(stimulus: Stimulus, { behaviour }: Pick<InstanceState, 'behaviour'>): StoredStimulus {
  return Object.fromEntries(
    Object.entries(stimulus.kind === 'start' ? { ...stimulus, behaviour } : stimulus).flatMap(([name, value]): [string, JsonValue][] => {
      if (value === undefined) return [];
      if (name === 'variables') return [[name, storedVariables(value as FeelContext)]];
      return [[name, name === 'key' ? toStored(value as FeelContext[string], name) : (value as JsonValue)]];
    }),
  ) as StoredStimulus;
}

/** The behaviours that an instance began with, as its first stimulus tells: none where it does not. */
export function behaviourOf(first: StoredStimulus | undefined): number {
  const behaviour = first?.behaviour;
  return typeof behaviour === 'number' ? behaviour : noBehaviour;
}

/** What {@link storedStimulus} was given. */
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
