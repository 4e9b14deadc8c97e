import { type DefinitionViolation, violationOf } from '@plinth/app-definition';
import { foundBy } from '@plinth/definition-expressions';
import { type ContextType, compile, contextType, type FeelType, types } from '@plinth/expression';
import { nearestName } from '@plinth/foundation';
import type { BoxedExpression, DecisionTable } from '@plinth/rule-processor';
import type { ElementTypes } from '../model/element-types.ts';

type Steps = readonly (string | number)[];

/** Where logic stands in its record, and the records of its rules where it is a table with rows of their own. */
export interface LogicPlace {
  readonly record: { readonly id: string };
  readonly steps: Steps;
  readonly rules: readonly { readonly id: string }[];
}

const builtInTypes = [
  'string',
  'number',
  'boolean',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
  'Any',
];

/** Compiles every text of logic strictly in its scope; each finding with its place. */
export class LogicCheck {
  readonly violations: DefinitionViolation[] = [];
  readonly #types: ElementTypes;

  constructor(elementTypes: ElementTypes) {
    this.#types = elementTypes;
  }

  /** A reference to a type must name one. */
  type(record: { readonly id: string }, steps: Steps, reference: string | null | undefined): void {
    if (reference === null || reference === undefined || this.#types.items.has(reference)) return;
    const known = [...this.#types.items.named().keys(), ...builtInTypes];
    const nearest = nearestName(reference, known);
    const hint = nearest === null ? `There are ${known.join(', ')}.` : `Did you mean ${nearest}?`;
    this.violations.push(violationOf(record, 'expression', steps, `there is no type ${reference}`, hint));
  }

  text(record: { readonly id: string }, steps: Steps, text: string, scope: ContextType, expects: FeelType = types.any): void {
    const options = { scope, types: this.#types.items.named(), ...(expects.kind === 'any' ? {} : { expects }) };
    this.violations.push(...foundBy(record, steps, text, () => compile(text, options)));
  }

  /** Unary tests of values of a type. */
  tests(record: { readonly id: string }, steps: Steps, text: string, scope: ContextType, testsOf: FeelType): void {
    if (text.trim() === '' || text.trim() === '-') return;
    this.violations.push(...foundBy(record, steps, text, () => compile(text, { scope, types: this.#types.items.named(), testsOf })));
  }

  logic(boxed: BoxedExpression, scope: ContextType, place: LogicPlace, expects: FeelType): void {
    const { record, steps } = place;
    const within = (more: Steps): LogicPlace => ({ record, steps: [...steps, ...more], rules: [] });
    const inner = (part: BoxedExpression, more: Steps, names: Readonly<Record<string, FeelType>> = {}, wanted: FeelType = types.any) =>
      this.logic(part, contextType({ ...scope.entries, ...names }), within(more), wanted);
    this.type(record, [...steps, 'type'], boxed.type);
    switch (boxed.kind) {
      case 'literal':
        this.text(
          record,
          boxed.language === null && steps.at(-1) === 'expression' ? steps : [...steps, 'text'],
          boxed.text,
          scope,
          expects,
        );
        return;
      case 'context': {
        const names: Record<string, FeelType> = {};
        for (const [at, entry] of boxed.entries.entries()) {
          this.type(record, [...steps, 'entries', at, 'type'], entry.type);
          const declared = this.#types.items.of(entry.type).type;
          inner(entry.value, ['entries', at, 'value'], names, declared);
          const scopeNow = contextType({ ...scope.entries, ...names });
          if (entry.name !== null) names[entry.name] = entry.type === null ? this.#types.given(entry.value, scopeNow) : declared;
        }
        return;
      }
      case 'list':
        for (const [at, item] of boxed.items.entries()) inner(item, ['items', at]);
        return;
      case 'relation':
        for (const [row, cells] of boxed.rows.entries()) for (const [column, cell] of cells.entries()) inner(cell, ['rows', row, column]);
        return;
      case 'invocation':
        inner(boxed.callee, ['callee']);
        for (const [at, { value }] of boxed.bindings.entries()) inner(value, ['bindings', at, 'value']);
        return;
      case 'function': {
        if (boxed.body === null) return;
        const parameters = boxed.parameters.map(({ name, type }) => [name, this.#types.items.of(type).type]);
        inner(boxed.body, ['body'], Object.fromEntries(parameters));
        return;
      }
      case 'conditional':
        inner(boxed.condition, ['condition']);
        inner(boxed.consequent, ['consequent'], {}, expects);
        inner(boxed.alternative, ['alternative'], {}, expects);
        return;
      case 'filter':
        inner(boxed.in, ['in']);
        // What the items are is known only when it runs.
        this.logic(boxed.match, contextType({ ...scope.entries, item: types.any }, { open: true }), within(['match']), types.any);
        return;
      case 'iteration':
        inner(boxed.in, ['in']);
        inner(boxed.body, ['body'], { [boxed.variable]: types.any, partial: types.any });
        return;
      case 'table':
        this.#table(boxed, scope, place, expects);
    }
  }

  #table(table: DecisionTable, scope: ContextType, { record, steps, rules }: LogicPlace, expects: FeelType): void {
    const inputTypes = table.inputs.map((input, at) => {
      const here = [...steps, 'inputs', at];
      this.type(record, [...here, 'type'], input.type);
      const declared = this.#types.items.of(input.type).type;
      this.text(record, [...here, 'expression'], input.expression, scope, declared);
      const type = this.#types.inputOf(input, scope);
      if (input.allowed !== null) this.tests(record, [...here, 'allowed'], input.allowed, scope, type);
      return type;
    });
    const outputTypes = table.outputs.map((output, at) => {
      const here = [...steps, 'outputs', at];
      this.type(record, [...here, 'type'], output.type);
      const type = this.#types.outputOf(table, output, expects);
      if (output.allowed !== null) this.tests(record, [...here, 'allowed'], output.allowed, scope, type);
      if (output.otherwise !== null) this.text(record, [...here, 'otherwise'], output.otherwise, scope, type);
      return type;
    });
    for (const [at, rule] of table.rules.entries()) {
      const own = rules[at];
      const cell = (kind: 'inputs' | 'outputs', index: number): readonly [{ readonly id: string }, Steps] =>
        own === undefined
          ? [record, [...steps, 'rules', at, kind, index]]
          : [own, ['cells', kind === 'inputs' ? index : table.inputs.length + index]];
      const width = table.inputs.length + table.outputs.length;
      const found = rule.inputs.length + rule.outputs.length;
      if (own !== undefined && found !== width) {
        const message = `has ${found} cells where the table has ${table.inputs.length} inputs and ${table.outputs.length} outputs`;
        this.violations.push(violationOf(own, 'schema', ['cells'], message));
        continue;
      }
      for (const [index, text] of rule.inputs.entries()) this.tests(...cell('inputs', index), text, scope, inputTypes[index] ?? types.any);
      for (const [index, text] of rule.outputs.entries())
        this.text(...cell('outputs', index), text, scope, outputTypes[index] ?? types.any);
    }
  }
}
