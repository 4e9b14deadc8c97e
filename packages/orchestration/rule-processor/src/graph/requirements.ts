import type { FeelType, FeelValue } from '@plinth/expression';
import { conformValue } from '../types/declared-type.ts';
import type { GraphElement, ModelGraph } from './model-graph.ts';

/** A value that must be given for an element to be evaluated. */
export interface RequiredInput {
  readonly name: string;
  /** Namespace of the model it belongs to. */
  readonly namespace: string;
  /** Under what the asked model imports that model; empty for its own inputs, for parameters, and where the import has no name. */
  readonly prefix: string;
  readonly type: FeelType;
  /** What is wrong with a value; null where it is of the type and among those that the type allows. */
  readonly problemOf: (value: FeelValue) => string | null;
}

/** What an element of a model needs. */
export interface ElementRequirements {
  /** Input data of a decision and of all that it requires; the parameters of a decision service or knowledge model. */
  readonly inputs: readonly RequiredInput[];
  /** Names of the decisions of the same model that a decision requires, each after those it requires itself. */
  readonly decisions: readonly string[];
}

/** Follows the requirements of an element through all models. */
export function requirementsOf(element: GraphElement, graph: ModelGraph): ElementRequirements {
  const required = ({ name, type }: { name: string; type: string | null }, of: GraphElement['of'], prefix: string): RequiredInput => {
    const declared = of.items.of(type);
    return {
      name,
      namespace: of.model.namespace,
      prefix,
      type: declared.type,
      problemOf: (value) => conformValue(value, declared).problem,
    };
  };
  const prefixOf = (of: GraphElement['of']) => (of === graph.root ? '' : (graph.root.prefixes.get(of.model.namespace) ?? ''));
  const inputs = new Map<GraphElement, RequiredInput>();
  const decisions = new Set<GraphElement>();
  const visited = new Set<GraphElement>();
  const visit = (each: GraphElement) => {
    if (visited.has(each)) return;
    visited.add(each);
    if (each.kind === 'input') inputs.set(each, required(each.element, each.of, prefixOf(each.of)));
    if (each.kind !== 'decision') return;
    const { requirements } = each.element;
    for (const reference of [...requirements.inputs, ...requirements.decisions]) visit(graph.find(reference, each));
    if (each !== element && each.of === graph.root) decisions.add(each);
  };
  if (element.kind === 'service') {
    const parameters = [...element.element.inputs, ...element.element.inputDecisions].map((reference) => graph.find(reference, element));
    return { inputs: parameters.map((parameter) => required(parameter.element, parameter.of, '')), decisions: [] };
  }
  if (element.kind === 'knowledge') {
    const parameters = element.element.logic?.parameters ?? [];
    return { inputs: parameters.map((parameter) => required(parameter, element.of, '')), decisions: [] };
  }
  visit(element);
  return { inputs: [...inputs.values()], decisions: [...decisions].map(({ element: { name } }) => name) };
}
