import { type FeelContext, type FeelValue, fromJson, types } from '@plinth/expression';
import type { JsonValue } from '@plinth/foundation';
import { contextFrom } from '../boxed/compile-boxed.ts';
import type { CompiledModel } from '../graph/compile-model.ts';

/** Inputs from JSON, each by the type that the decision declares for it; what does not fit its type stays as it is, so that it is told. */
export function inputsFromJson(model: CompiledModel, decision: string, json: Readonly<Record<string, JsonValue>>): FeelContext {
  const declared = new Map(model.requirementsOf(decision).inputs.map(({ name, type }) => [name, type]));
  return contextFrom(
    Object.entries(json).map(([name, value]): [string, FeelValue] => [
      name,
      fromJson(declared.get(name) ?? types.any, value) ?? fromJson(types.any, value),
    ]),
  );
}
