import { contextType, FeelFunction, type FeelType, type FeelValue, type Scope, types } from '@plinth/expression';
import { compileBoxed, compileFunction, conforming, contextFrom } from '../boxed/compile-boxed.ts';
import type { LogicScope } from '../boxed/compile-literal.ts';
import { decisionErrors } from '../errors.ts';
import type { StepHead } from '../explain/recorder.ts';
import { conformValue, type DeclaredType, plainType } from '../types/declared-type.ts';
import type { ItemTypes } from '../types/item-types.ts';
import type { Evaluation } from './evaluation.ts';
import type { GraphElement, GraphModel, ModelGraph } from './model-graph.ts';

/** An element of a graph that can be evaluated. */
export interface Compiled {
  /** Where an evaluation keeps its value. */
  readonly slot: number;
  readonly type: FeelType;
  readonly value: (evaluation: Evaluation) => FeelValue;
}

/** Fewer than calls may be nested, for decisions are evaluated within those that require them. */
const deepestRequirements = 400;

/** Compiles the elements of a graph with what they require, each once. */
export class GraphCompiler {
  readonly #graph: ModelGraph;
  readonly #compiled = new Map<GraphElement, Compiled>();
  readonly #open: GraphElement[] = [];
  #slots = 0;

  constructor(graph: ModelGraph) {
    this.#graph = graph;
  }

  compile(element: GraphElement): Compiled {
    const known = this.#compiled.get(element);
    if (known !== undefined) return known;
    if (this.#open.includes(element)) {
      const path = [...this.#open.slice(this.#open.indexOf(element)), element].map((each) => each.element.name);
      throw decisionErrors.cyclicModel({ model: element.of.model.name, path: path.join(' → ') });
    }
    if (this.#open.length >= deepestRequirements)
      throw decisionErrors.tooDeepModel({ model: element.of.model.name, limit: deepestRequirements });
    this.#open.push(element);
    const compiled = this.#make(element);
    this.#open.pop();
    this.#compiled.set(element, compiled);
    return compiled;
  }

  #make(element: GraphElement): Compiled {
    switch (element.kind) {
      case 'input':
        return this.#input(element);
      case 'decision':
        return this.#decision(element);
      case 'knowledge':
        return this.#knowledge(element);
      case 'service':
        return this.#service(element);
    }
  }

  #input({ of, element }: Extract<GraphElement, { kind: 'input' }>): Compiled {
    const declared = of.items.of(element.type);
    const read = (evaluation: Evaluation): FeelValue => {
      const { values, byNamespace = {} } = evaluation.inputs;
      const own = Object.hasOwn(byNamespace, of.model.namespace) ? byNamespace[of.model.namespace] : undefined;
      const from = own !== undefined && Object.hasOwn(own, element.name) ? own : values;
      const { value, problem } = conformValue(Object.hasOwn(from, element.name) ? (from[element.name] ?? null) : null, declared);
      return problem === null
        ? value
        : evaluation.within(
            element.name,
            () => evaluation.fail(`${problem} (${element.type})`),
            () => null,
          );
    };
    const head = () => headOf('input', of, element);
    return this.#once((evaluation) => evaluation.step(head, () => read(evaluation)), declared.type);
  }

  #decision(node: Extract<GraphElement, { kind: 'decision' }>): Compiled {
    const { of, element } = node;
    const { requirements } = element;
    const names = this.#names(node, [...requirements.inputs, ...requirements.decisions, ...requirements.knowledge]);
    if (element.logic === null) return this.#once(() => null, of.items.of(element.type).type);
    const scope: LogicScope = { names: names.type, items: of.items };
    const logic = conforming(compileBoxed(element.logic, scope, element.name), element.type, scope);
    const head = () => headOf('decision', of, element);
    return this.#once(
      (evaluation) =>
        evaluation.step(head, () =>
          evaluation.within(
            element.name,
            () => logic.run(names.scope(evaluation), evaluation),
            () => null,
          ),
        ),
      logic.type,
    );
  }

  #knowledge(node: Extract<GraphElement, { kind: 'knowledge' }>): Compiled {
    const { of, element } = node;
    if (element.logic === null) return this.#once(() => null, types.any);
    const names = this.#names(node, element.requirements.knowledge);
    // A function may call itself.
    const scope: LogicScope = { names: contextType({ ...names.type.entries, [element.name]: types.any }), items: of.items };
    const logic = compileFunction(element.logic, scope, element.name);
    const result = resultType(element.type, of.items);
    const value = (evaluation: Evaluation): FeelValue => {
      const outer = names.scope(evaluation);
      const own: Scope = { get: (name) => (name === element.name ? made : outer.get(name)) };
      const called = logic.run(own, evaluation);
      const made: FeelValue =
        result === null || !(called instanceof FeelFunction)
          ? called
          : new FeelFunction(called.parameters, (values) => {
              const conformed = conformValue(called.call(values), result);
              return conformed.problem === null ? conformed.value : evaluation.fail(`${conformed.problem} (the result of ${element.name})`);
            });
      return made;
    };
    return this.#once(value, logic.type);
  }

  #service(node: Extract<GraphElement, { kind: 'service' }>): Compiled {
    const { of, element } = node;
    const find = (references: readonly string[]) => references.map((reference) => this.#graph.find(reference, node));
    const parameters = [...find(element.inputs), ...find(element.inputDecisions)].map((parameter) => ({
      slot: this.compile(parameter).slot,
      name: parameter.element.name,
      declared: parameter.of.items.of(parameter.element.type),
      reference: parameter.element.type,
    }));
    const outputs = find(element.outputs).map((output) => ({ name: output.element.name, compiled: this.compile(output) }));
    const [only] = outputs;
    const single = outputs.length === 1 && only !== undefined ? only : null;
    const result =
      single === null ? contextType(Object.fromEntries(outputs.map(({ name, compiled }) => [name, compiled.type]))) : single.compiled.type;
    const declared = resultType(element.type, of.items);
    const call = (evaluation: Evaluation, values: readonly FeelValue[]): FeelValue => {
      const given: FeelValue[] = [];
      for (const [index, parameter] of parameters.entries()) {
        const { value, problem } = conformValue(values[index] ?? null, parameter.declared);
        if (problem !== null) return evaluation.fail(`${problem} (${parameter.name}: ${parameter.reference})`);
        given[parameter.slot] = value;
      }
      const value = evaluation.withResults(given, () =>
        single === null
          ? contextFrom(outputs.map(({ name, compiled }) => [name, compiled.value(evaluation)]))
          : single.compiled.value(evaluation),
      );
      const conformed = declared === null ? { value, problem: null } : conformValue(value, declared);
      return conformed.problem === null ? conformed.value : evaluation.fail(`${conformed.problem} (the result of ${element.name})`);
    };
    return this.#once(
      (evaluation) =>
        new FeelFunction(
          parameters.map(({ name }) => name),
          (values) =>
            evaluation.step(
              () => ({ ...headOf('call', of, element), arguments: parameters.map(({ name }, index) => [name, values[index] ?? null]) }),
              () =>
                evaluation.within(
                  element.name,
                  () => call(evaluation, values),
                  () => null,
                ),
            ),
        ),
      { kind: 'function', parameters: parameters.map(({ name, declared: { type } }) => ({ name, type })), result },
    );
  }

  /** Computes its value once in an evaluation. */
  #once(value: (evaluation: Evaluation) => FeelValue, type: FeelType): Compiled {
    const slot = this.#slots++;
    return {
      slot,
      type,
      value(evaluation) {
        const known = evaluation.results[slot];
        if (known !== undefined) return known;
        const made = value(evaluation);
        evaluation.results[slot] = made;
        return made;
      },
    };
  }

  /** The names that an element's requirements give it; those of imported models stand under their prefix. */
  #names(node: GraphElement, references: readonly string[]) {
    const own = new Map<string, FeelType>();
    const direct = new Map<string, Compiled>();
    const prefixed = new Map<string, Map<string, Compiled>>();
    for (const reference of references) {
      const required = this.#graph.find(reference, node);
      const compiled = this.compile(required);
      const { name } = required.element;
      const prefix = required.of === node.of ? '' : (node.of.prefixes.get(required.of.model.namespace) ?? '');
      if (prefix === '') {
        direct.set(name, compiled);
        own.set(name, compiled.type);
      } else {
        const under = prefixed.get(prefix) ?? new Map<string, Compiled>();
        prefixed.set(prefix, under.set(name, compiled));
      }
    }
    for (const [prefix, under] of prefixed)
      own.set(prefix, contextType(Object.fromEntries([...under].map(([name, { type }]) => [name, type]))));
    const scope = (evaluation: Evaluation): Scope => ({
      get(name) {
        const compiled = direct.get(name);
        if (compiled !== undefined) return compiled.value(evaluation);
        const under = prefixed.get(name);
        return under === undefined ? undefined : contextFrom([...under].map(([key, each]) => [key, each.value(evaluation)]));
      },
    });
    return { type: contextType(Object.fromEntries(own)), scope };
  }
}

function headOf(kind: StepHead['kind'], of: GraphModel, { id, name }: { readonly id: string; readonly name: string }): StepHead {
  return { kind, name, id, namespace: of.model.namespace, arguments: null };
}

/** The type of a function's result, from that of its variable: the function's own type or, as older models have it, the result's. */
function resultType(reference: string | null, items: ItemTypes): DeclaredType | null {
  if (reference === null) return null;
  const declared = items.of(reference);
  return declared.type.kind === 'function' ? plainType(declared.type.result) : declared;
}
