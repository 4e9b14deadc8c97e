import { decisionErrors } from '../errors.ts';
import { conformValue } from '../types/declared-type.ts';
import type { Inputs } from './evaluation.ts';
import type { GraphElement, ModelGraph } from './model-graph.ts';

/** What is wrong with one input. */
export interface InputProblem {
  readonly input: string;
  /** Of the model the input stands in. */
  readonly namespace: string;
  /** Reference to its declared type. */
  readonly type: string | null;
  readonly problem: string;
}

export interface NeededInput {
  readonly of: GraphElement['of'];
  readonly name: string;
  readonly type: string | null;
}

/** Throws `decision.invalid-inputs` with every input that is missing or not of its type; null is a value that may be given. */
export function refuseInvalidInputs(asked: GraphElement, needed: readonly NeededInput[], inputs: Inputs): void {
  const problems: InputProblem[] = [];
  for (const { of, name, type } of needed) {
    const { namespace } = of.model;
    const own =
      inputs.byNamespace !== undefined && Object.hasOwn(inputs.byNamespace, namespace) ? inputs.byNamespace[namespace] : undefined;
    const from = own !== undefined && Object.hasOwn(own, name) ? own : inputs.values;
    const problem = Object.hasOwn(from, name) ? conformValue(from[name] ?? null, of.items.of(type)).problem : 'it is missing';
    if (problem !== null) problems.push({ input: name, namespace, type, problem });
  }
  if (problems.length === 0) return;
  const list = problems.map(({ input, type, problem }) => `${input}${type === null ? '' : ` (${type})`}: ${problem}`).join('; ');
  throw decisionErrors.invalidInputs(
    { decision: asked.element.name, problems: list },
    { details: { inputs: problems.map((each) => ({ ...each })) } },
  );
}

/** The input data that an element needs, itself or by what it requires; of functions and services their parameters. */
export function neededBy(graph: ModelGraph, asked: GraphElement): NeededInput[] {
  if (asked.kind === 'knowledge') return (asked.element.logic?.parameters ?? []).map(({ name, type }) => ({ of: asked.of, name, type }));
  if (asked.kind === 'service')
    return [...asked.element.inputs, ...asked.element.inputDecisions]
      .map((reference) => graph.find(reference, asked))
      .map(({ of, element }) => ({ of, name: element.name, type: element.type }));
  const needed: NeededInput[] = [];
  const seen = new Set<GraphElement>([asked]);
  // The set grows while it is gone through.
  for (const each of seen) {
    if (each.kind === 'input') needed.push({ of: each.of, name: each.element.name, type: each.element.type });
    if (each.kind !== 'decision') continue;
    const { inputs, decisions } = each.element.requirements;
    for (const reference of [...inputs, ...decisions]) seen.add(graph.find(reference, each));
  }
  return needed;
}
