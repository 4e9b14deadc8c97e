import { compile, compileClosure, contextType, type FeelType, listOf, parseType, scopeOf, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { DecisionModel, ItemDefinition } from '../model/decision-model.ts';
import { anyType, type Constraint, type DeclaredType, plainType } from './declared-type.ts';

/** The types that a model declares, and those of the models it imports under their prefixes. */
export class ItemTypes {
  readonly #definitions = new Map<string, ItemDefinition>();
  readonly #known = new Map<string, DeclaredType>();
  readonly #open = new Set<string>();
  readonly #imported = new Map<string, ItemTypes>();

  /** `imported`: prefix to the types of the model imported under it; the empty prefix makes them names of this model. */
  constructor(model: DecisionModel, imported: ReadonlyMap<string, ItemTypes>) {
    for (const item of model.items) this.#definitions.set(item.name, item);
    this.#imported = new Map(imported);
  }

  /** The type that a reference names: `string`, `feel:string`, `tLoan`, `prefix.tLoan`; any where there is no reference or nothing of the name. */
  of(reference: string | null): DeclaredType {
    if (reference === null) return anyType;
    return this.#find(reference) ?? this.#find(reference.slice(reference.lastIndexOf(':') + 1)) ?? anyType;
  }

  /** Whether a reference names a type at all. */
  has(reference: string): boolean {
    return this.#find(reference) !== null || this.#find(reference.slice(reference.lastIndexOf(':') + 1)) !== null;
  }

  /** Every declared name with its static type, for `instance of` and typed parameters. */
  named(): ReadonlyMap<string, FeelType> {
    const all = new Map<string, FeelType>();
    for (const [prefix, items] of this.#imported) {
      for (const [name, type] of items.named()) all.set(prefix === '' ? name : `${prefix}.${name}`, type);
    }
    for (const name of this.#definitions.keys()) all.set(name, this.of(name).type);
    return all;
  }

  #find(name: string): DeclaredType | null {
    const definition = this.#definitions.get(name);
    if (definition !== undefined) return this.#declared(definition);
    for (const [prefix, items] of this.#imported) {
      const rest = prefix === '' ? name : name.startsWith(`${prefix}.`) ? name.slice(prefix.length + 1) : null;
      const found = rest === null ? null : items.#find(rest);
      if (found !== null) return found;
    }
    return builtInType(name);
  }

  #declared(definition: ItemDefinition): DeclaredType {
    const known = this.#known.get(definition.name);
    if (known !== undefined) return known;
    // A type that reaches itself again has no end; there anything may stand.
    if (this.#open.has(definition.name)) return anyType;
    this.#open.add(definition.name);
    const made = this.#make(definition);
    this.#open.delete(definition.name);
    this.#known.set(definition.name, made);
    return made;
  }

  #make(definition: ItemDefinition): DeclaredType {
    const item = this.#itemOf(definition);
    const allowed = constraintOf(definition.allowed, item.type);
    const constrained = allowed === null ? item : { ...item, constraints: [...item.constraints, allowed] };
    const whole = definition.isCollection ? { ...plainType(listOf(item.type)), item: constrained } : constrained;
    const constraint = constraintOf(definition.constraint, whole.type);
    return constraint === null ? whole : { ...whole, constraints: [...whole.constraints, constraint] };
  }

  #itemOf({ components, function: signature, type }: ItemDefinition): DeclaredType {
    if (signature !== null) {
      const parameters = signature.parameters.map((parameter) => ({ name: parameter.name, type: this.of(parameter.type).type }));
      return plainType({ kind: 'function', parameters, result: this.of(signature.result).type });
    }
    if (components.length === 0) return this.of(type);
    const entries = components.map((component) => [component.name, this.#make(component)] as const);
    return {
      type: contextType(Object.fromEntries(entries.map(([name, declared]) => [name, declared.type]))),
      constraints: [],
      item: null,
      entries: new Map(entries),
    };
  }
}

const builtIn: Readonly<Record<string, FeelType>> = {
  dateTime: types.dateTime,
  dayTimeDuration: types.daysDuration,
  yearMonthDuration: types.yearsDuration,
  Any: types.any,
};

function builtInType(name: string): DeclaredType | null {
  const own = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
  if (own !== undefined) return plainType(own);
  try {
    return plainType(parseType(name));
  } catch (error) {
    if (error instanceof PlinthError) return null;
    throw error;
  }
}

/** Unary tests as a constraint; tests that cannot be read allow nothing, and the model's check says so. */
function constraintOf(tests: string | null, of: FeelType): Constraint | null {
  if (tests === null) return null;
  try {
    const run = compileClosure(compile(tests, { mode: 'standard', testsOf: of }));
    const nowhere = scopeOf({});
    return (value) => {
      const passed = run(nowhere, value);
      return typeof passed === 'boolean' ? passed : null;
    };
  } catch (error) {
    if (error instanceof PlinthError) return () => null;
    throw error;
  }
}
