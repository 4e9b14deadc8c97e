import { type ContextType, compile, contextType, type FeelType, listOf, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import {
  type BoxedExpression,
  type DecisionModel,
  type DecisionTable,
  ItemTypes,
  type TableInput,
  type TableOutput,
} from '@plinth/rule-processor';

/** Policies whose result is a list of what the matching rules give. */
const many = new Set(['RULE ORDER', 'OUTPUT ORDER', 'COLLECT']);
/** Policies by which one row is the result, so that its cells have the decision's type. */
const single = new Set(['UNIQUE', 'ANY', 'PRIORITY', 'FIRST']);

/** The static types of a model's elements by name: as declared, or else as their logic gives them. */
export class ElementTypes {
  readonly items: ItemTypes;
  readonly #model: DecisionModel;
  readonly #known = new Map<string, FeelType>();
  readonly #open = new Set<string>();

  constructor(model: DecisionModel) {
    this.#model = model;
    this.items = new ItemTypes(model, []);
  }

  /** The type of an input's or a decision's value, or of a function; any for what is not there. */
  of(name: string): FeelType {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    // A circle is told elsewhere; here it only must end.
    if (this.#open.has(name)) return types.any;
    this.#open.add(name);
    const made = this.#make(name);
    this.#open.delete(name);
    this.#known.set(name, made);
    return made;
  }

  /** The names that an element's requirements give its logic. */
  scopeOf(requirements: DecisionModel['decisions'][number]['requirements']): ContextType {
    const names = [...requirements.inputs, ...requirements.decisions, ...requirements.knowledge].map((reference) => reference.slice(1));
    return contextType(Object.fromEntries(names.map((name) => [name, this.of(name)])));
  }

  /** Every name that an element could require: where it does not say, what it misspells is compared with them. */
  namesFor(name: string): ContextType {
    const { inputs, decisions, knowledge, services } = this.#model;
    const others = [...inputs, ...decisions, ...knowledge, ...services].map((each) => each.name).filter((each) => each !== name);
    return contextType(Object.fromEntries(others.map((other) => [other, this.of(other)])));
  }

  /** The type that logic gives in a scope. */
  given(logic: BoxedExpression, scope: ContextType): FeelType {
    if (logic.type !== null) return this.items.of(logic.type).type;
    if (logic.kind === 'literal') return this.#literal(logic.text, scope);
    if (logic.kind !== 'table') return types.any;
    const [first] = logic.outputs;
    if (first === undefined || logic.aggregation !== null) return types.any;
    const entry = (output: typeof first) => this.items.of(output.type).type;
    const one =
      logic.outputs.length === 1
        ? entry(first)
        : contextType(Object.fromEntries(logic.outputs.map((output) => [output.name ?? '', entry(output)])));
    return many.has(logic.hitPolicy) ? listOf(one) : one;
  }

  /** The type of a table's input: as declared, or else as its expression gives it. */
  inputOf({ type, expression }: TableInput, scope: ContextType): FeelType {
    return this.given({ kind: 'literal', type, text: expression, language: null }, scope);
  }

  /** The type of a table's output: as declared, or else what the decision must give says of it. */
  outputOf(table: DecisionTable, { type, name }: TableOutput, expects: FeelType): FeelType {
    if (type !== null) return this.items.of(type).type;
    if (!single.has(table.hitPolicy)) return types.any;
    if (table.outputs.length === 1) return expects;
    return expects.kind === 'context' && name !== null && Object.hasOwn(expects.entries, name)
      ? (expects.entries[name] ?? types.any)
      : types.any;
  }

  #make(name: string): FeelType {
    const input = this.#model.inputs.find((each) => each.name === name);
    if (input !== undefined) return this.items.of(input.type).type;
    const decision = this.#model.decisions.find((each) => each.name === name);
    if (decision !== undefined) {
      if (decision.type !== null) return this.items.of(decision.type).type;
      return decision.logic === null ? types.any : this.given(decision.logic, this.scopeOf(decision.requirements));
    }
    const knowledge = this.#model.knowledge.find((each) => each.name === name);
    if (knowledge !== undefined) {
      const parameters = (knowledge.logic?.parameters ?? []).map((parameter) => ({
        name: parameter.name,
        type: this.items.of(parameter.type).type,
      }));
      const declared = this.items.of(knowledge.type).type;
      return { kind: 'function', parameters, result: declared.kind === 'function' ? declared.result : declared };
    }
    const service = this.#model.services.find((each) => each.name === name);
    if (service === undefined) return types.any;
    const parameters = [...service.inputs, ...service.inputDecisions].map((reference) => ({
      name: reference.slice(1),
      type: this.of(reference.slice(1)),
    }));
    const outputs = service.outputs.map((reference) => [reference.slice(1), this.of(reference.slice(1))] as const);
    const [only] = outputs;
    const result = outputs.length === 1 && only !== undefined ? only[1] : contextType(Object.fromEntries(outputs));
    return { kind: 'function', parameters, result };
  }

  #literal(text: string, scope: ContextType): FeelType {
    try {
      return compile(text, { scope, types: this.items.named(), mode: 'standard' }).type;
    } catch (error) {
      if (error instanceof PlinthError) return types.any;
      throw error;
    }
  }
}
