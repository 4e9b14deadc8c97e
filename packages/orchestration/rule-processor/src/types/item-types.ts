import { compile, compileClosure, contextType, type FeelType, listOf, parseType, scopeOf, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { DecisionModel, ItemDefinition } from '../model/decision-model.ts';
import { anyType, type Constraint, type DeclaredType, plainType } from './declared-type.ts';

/** The types of an imported model; with the empty prefix they are names of the model that imports it. */
export interface ImportedTypes {
  readonly prefix: string;
  readonly items: ItemTypes;
}

/** The types that a model declares, and those of the models it imports under their prefixes. */
export class ItemTypes {
  readonly #definitions = new Map<string, ItemDefinition>();
  readonly #known = new Map<string, DeclaredType>();
  readonly #open = new Set<string>();
  readonly #imported: readonly ImportedTypes[];
  #named: ReadonlyMap<string, FeelType> | null = null;

  /** `imported` is read when types are asked for, not before. */
  constructor(model: DecisionModel, imported: readonly ImportedTypes[]) {
    for (const item of model.items) this.#definitions.set(item.name, item);
    this.#imported = imported;
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
    if (this.#named !== null) return this.#named;
    const all = new Map<string, FeelType>();
    for (const { prefix, items } of this.#imported) {
      for (const [name, type] of items.named()) all.set(prefix === '' ? name : `${prefix}.${name}`, type);
    }
    for (const name of this.#definitions.keys()) all.set(name, this.of(name).type);
    this.#named = all;
    return all;
  }

  #find(name: string): DeclaredType | null {
    return this.#findDeclared(name, new Set()) ?? builtInType(name);
  }

  #findDeclared(name: string, asked: Set<ItemTypes>): DeclaredType | null {
    const definition = this.#definitions.get(name);
    if (definition !== undefined) return this.#declared(definition);
    for (const { prefix, items } of this.#imported) {
      // Without a prefix, a model may be reached on several ways.
      if (prefix !== '' && name.startsWith(`${prefix}.`)) {
        const found = items.#findDeclared(name.slice(prefix.length + 1), new Set());
        if (found !== null) return found;
      } else if (prefix === '' && !asked.has(items)) {
        const found = items.#findDeclared(name, asked.add(items));
        if (found !== null) return found;
      }
    }
    return null;
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
    const constrained = withConstraint(item, definition.allowed);
    const whole = definition.isCollection ? { ...plainType(listOf(item.type)), item: constrained } : constrained;
    return withConstraint(whole, definition.constraint);
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
      tests: [],
      item: null,
      entries: new Map(entries),
    };
  }
}

const builtIn: ReadonlyMap<string, DeclaredType> = new Map(
  Object.entries({
    number: types.number,
    string: types.string,
    boolean: types.boolean,
    date: types.date,
    time: types.time,
    dateTime: types.dateTime,
    dayTimeDuration: types.daysDuration,
    yearMonthDuration: types.yearsDuration,
    Any: types.any,
  }).map(([name, type]) => [name, plainType(type)]),
);

function builtInType(name: string): DeclaredType | null {
  const own = builtIn.get(name);
  if (own !== undefined) return own;
  try {
    return plainType(parseType(name));
  } catch (error) {
    if (error instanceof PlinthError) return null;
    throw error;
  }
}

function withConstraint(declared: DeclaredType, tests: string | null): DeclaredType {
  if (tests === null) return declared;
  return {
    ...declared,
    constraints: [...declared.constraints, constraintOf(tests, declared.type)],
    tests: [...declared.tests, tests],
  };
}

/** Unary tests as a constraint; tests that cannot be read allow nothing, and the model's check says so. */
function constraintOf(tests: string, of: FeelType): Constraint {
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
