import type { DecisionExplanation } from '@plinth/component-contract';
import { FeelFunction, type FeelValue } from '@plinth/expression';
import { explanationOf } from '../explain/explanation-of.ts';
import type { DecisionModel } from '../model/decision-model.ts';
import { refuseInvalidInputs } from './check-inputs.ts';
import { type EvaluateOptions, Evaluation, type Inputs, type Reason } from './evaluation.ts';
import { type Compiled, GraphCompiler } from './graph-compiler.ts';
import { type GraphElement, ModelGraph } from './model-graph.ts';
import { type ElementRequirements, type RequiredInput, requirementsOf } from './requirements.ts';

/** What a decision came to, and why. */
export interface Outcome {
  readonly value: FeelValue;
  /** Why parts are null; empty where nothing was missing or wrong. */
  readonly reasons: readonly Reason[];
  /** Everything that led to the value; null where it was not asked for. */
  readonly explanation: DecisionExplanation | null;
}

/** A model whose decisions can be evaluated. */
export interface CompiledModel {
  /** Evaluates a decision, or calls a decision service or knowledge model with the inputs as its arguments, by name or id. */
  evaluate(name: string, inputs: Inputs, options?: EvaluateOptions): Outcome;
  /** What must be given for {@link evaluate} to have all it needs. */
  requirementsOf(name: string): ElementRequirements;
}

/** Compiles a model with those it imports; elements are compiled when first asked for. */
export function compileModel(model: DecisionModel, imported: readonly DecisionModel[] = []): CompiledModel {
  const graph = new ModelGraph(model, imported);
  const compiler = new GraphCompiler(graph);
  const prepared = new Map<
    string,
    { readonly element: GraphElement; readonly compiled: Compiled; required: readonly RequiredInput[] | null }
  >();
  const prepare = (name: string) => {
    const known = prepared.get(name);
    if (known !== undefined) return known;
    const element = graph.named(name);
    const made = { element, compiled: compiler.compile(element), required: null };
    prepared.set(name, made);
    return made;
  };
  return {
    requirementsOf: (name) => requirementsOf(graph.named(name), graph),
    evaluate(name, inputs, options = {}) {
      const known = prepare(name);
      const { element, compiled } = known;
      if (options.inputs === 'refuse') {
        known.required ??= requirementsOf(element, graph).inputs;
        refuseInvalidInputs(element.element.name, known.required, inputs);
      }
      const evaluation = new Evaluation(inputs, options);
      const value = invoked(element, compiled.value(evaluation), evaluation);
      const explanation = explanationOf(evaluation, element, value);
      return { value, reasons: evaluation.reasons, explanation };
    },
  };
}

/** A function is called with the inputs that have its parameters' names. */
function invoked({ kind }: GraphElement, value: FeelValue, { inputs }: Evaluation): FeelValue {
  if ((kind !== 'service' && kind !== 'knowledge') || !(value instanceof FeelFunction)) return value;
  return value.call(value.parameters.map((name) => (Object.hasOwn(inputs.values, name) ? (inputs.values[name] ?? null) : null)));
}
