import {
  type ContextType,
  contextType,
  type FeelContext,
  FeelFunction,
  type FeelType,
  type FeelValue,
  isContext,
  listOf,
  types,
} from '@plinth/expression';
import type { StepHead } from '../explain/recorder.ts';
import type { BoxedExpression } from '../model/boxed-expression.ts';
import { compileTable } from '../table/compile-table.ts';
import { conformValue } from '../types/declared-type.ts';
import { compileLiteral, type LogicScope } from './compile-literal.ts';
import type { CompiledLogic } from './compiled-logic.ts';
import { LayeredScope } from './layered-scope.ts';

type Boxed<Kind extends BoxedExpression['kind']> = Extract<BoxedExpression, { kind: Kind }>;

/** Compiles a boxed expression; its value is made one of its declared type. */
export function compileBoxed(boxed: BoxedExpression, scope: LogicScope, name: string): CompiledLogic {
  const logic = compileKind(boxed, scope, name);
  return boxed.type === null ? logic : conforming(logic, boxed.type, scope);
}

/** Logic whose value is of a type; null, with a reason, where it is not. */
export function conforming(logic: CompiledLogic, reference: string | null, { items }: LogicScope): CompiledLogic {
  if (reference === null || !items.has(reference)) return logic;
  const declared = items.of(reference);
  return {
    type: declared.type.kind === 'any' ? logic.type : declared.type,
    run(scope, evaluation) {
      const { value, problem } = conformValue(logic.run(scope, evaluation), declared);
      return problem === null ? value : evaluation.fail(`${problem} (${reference})`);
    },
  };
}

function compileKind(boxed: BoxedExpression, scope: LogicScope, name: string): CompiledLogic {
  switch (boxed.kind) {
    case 'literal':
      return compileLiteral(boxed.text, scope);
    case 'context':
      return compileContext(boxed, scope);
    case 'list': {
      const items = boxed.items.map((item) => compileBoxed(item, scope, name));
      return { type: listOf(commonType(items)), run: (outer, evaluation) => items.map((item) => item.run(outer, evaluation)) };
    }
    case 'relation':
      return compileRelation(boxed, scope);
    case 'invocation':
      return compileInvocation(boxed, scope);
    case 'function':
      return compileFunction(boxed, scope, name);
    case 'conditional':
      return compileConditional(boxed, scope, name);
    case 'filter':
      return compileFilter(boxed, scope, name);
    case 'iteration':
      return compileIteration(boxed, scope, name);
    case 'table':
      return compileTable(boxed, scope);
  }
}

function compileContext({ entries }: Boxed<'context'>, scope: LogicScope): CompiledLogic {
  let inner = scope;
  const compiled = entries.map((entry) => {
    const logic = conforming(compileBoxed(entry.value, inner, entry.name ?? ''), entry.type, scope);
    if (entry.name !== null) inner = withNames(inner, { [entry.name]: logic.type });
    return { name: entry.name, logic };
  });
  const result = compiled.find(({ name }) => name === null);
  const named = compiled.flatMap(({ name, logic }) => (name === null ? [] : [[name, logic.type] as const]));
  return {
    type: result?.logic.type ?? contextType(Object.fromEntries(named)),
    run(outer, evaluation) {
      const layer = new LayeredScope(outer);
      const values: [string, FeelValue][] = [];
      for (const { name, logic } of compiled) {
        const value = logic.run(layer, evaluation);
        if (name === null) return value;
        layer.set(name, value);
        values.push([name, value]);
      }
      return contextFrom(values);
    },
  };
}

function compileRelation({ columns, rows }: Boxed<'relation'>, scope: LogicScope): CompiledLogic {
  const compiled = rows.map((row) =>
    row.slice(0, columns.length).map((cell, index) => ({
      name: columns[index]?.name ?? '',
      logic: conforming(compileBoxed(cell, scope, columns[index]?.name ?? ''), columns[index]?.type ?? null, scope),
    })),
  );
  const entries = columns.map(({ name }, index) => [name, commonType(compiled.flatMap((row) => row[index]?.logic ?? []))] as const);
  return {
    type: listOf(contextType(Object.fromEntries(entries))),
    run: (outer, evaluation) => compiled.map((row) => contextFrom(row.map(({ name, logic }) => [name, logic.run(outer, evaluation)]))),
  };
}

function compileInvocation({ callee, bindings }: Boxed<'invocation'>, scope: LogicScope): CompiledLogic {
  const called = compileBoxed(callee, scope, '');
  const given = bindings.map(({ parameter, value }) => ({ parameter, logic: compileBoxed(value, scope, parameter) }));
  return {
    type: called.type.kind === 'function' ? called.type.result : types.any,
    run(outer, evaluation) {
      const target = called.run(outer, evaluation);
      if (!(target instanceof FeelFunction)) return evaluation.fail('what is invoked is no function');
      const values = new Map(given.map(({ parameter, logic }) => [parameter, logic.run(outer, evaluation)]));
      const unknown = given.find(({ parameter }) => !target.parameters.includes(parameter));
      if (unknown !== undefined) return evaluation.fail(`the function has no parameter ${unknown.parameter}`);
      const missing = target.parameters.find((parameter) => !values.has(parameter));
      if (missing !== undefined) return evaluation.fail(`the parameter ${missing} is not given`);
      return target.call(target.parameters.map((parameter) => values.get(parameter) ?? null));
    },
  };
}

/** A boxed function; its parameters are made values of their types. */
export function compileFunction({ parameters, body, language }: Boxed<'function'>, scope: LogicScope, name: string): CompiledLogic {
  const declared = parameters.map((parameter) => ({
    name: parameter.name,
    type: scope.items.of(parameter.type),
    reference: parameter.type,
  }));
  const inner = withNames(scope, Object.fromEntries(declared.map((parameter) => [parameter.name, parameter.type.type])));
  const runs = language === 'FEEL' && body !== null;
  const logic = runs ? compileBoxed(body, inner, name) : null;
  const type: FeelType = {
    kind: 'function',
    parameters: declared.map((parameter) => ({ name: parameter.name, type: parameter.type.type })),
    result: logic?.type ?? types.any,
  };
  const names = declared.map((parameter) => parameter.name);
  return {
    type,
    run: (outer, evaluation) =>
      new FeelFunction(names, (values) =>
        evaluation.step(
          () => callHead(name, names, values),
          () =>
            evaluation.within(
              name,
              () => {
                if (logic === null)
                  return evaluation.fail(body === null ? 'the function has no body' : `functions in ${language} are not run`);
                const layer = new LayeredScope(outer);
                for (const [index, parameter] of declared.entries()) {
                  const { value, problem } = conformValue(values[index] ?? null, parameter.type);
                  if (problem !== null) return evaluation.fail(`${problem} (${parameter.name}: ${parameter.reference})`);
                  layer.set(parameter.name, value);
                }
                return logic.run(layer, evaluation);
              },
              () => null,
            ),
        ),
      ),
  };
}

function callHead(name: string, parameters: readonly string[], values: readonly FeelValue[]): StepHead {
  return {
    kind: 'call',
    name,
    id: null,
    namespace: null,
    arguments: parameters.map((parameter, index) => [parameter, values[index] ?? null]),
  };
}

function compileConditional(boxed: Boxed<'conditional'>, scope: LogicScope, name: string): CompiledLogic {
  const condition = compileBoxed(boxed.condition, scope, name);
  const then = compileBoxed(boxed.consequent, scope, name);
  const otherwise = compileBoxed(boxed.alternative, scope, name);
  return {
    type: commonType([then, otherwise]),
    run(outer, evaluation) {
      const decided = condition.run(outer, evaluation);
      if (decided !== null && typeof decided !== 'boolean') return evaluation.fail('the condition is neither true nor false');
      return (decided === true ? then : otherwise).run(outer, evaluation);
    },
  };
}

function compileFilter(boxed: Boxed<'filter'>, scope: LogicScope, name: string): CompiledLogic {
  const source = compileBoxed(boxed.in, scope, name);
  const item = source.type.kind === 'list' ? source.type.item : types.any;
  const entries = item.kind === 'context' ? item.entries : {};
  const match = compileBoxed(boxed.match, withNames(scope, { ...entries, item }, item.kind === 'any'), name);
  return {
    type: listOf(item),
    run(outer, evaluation) {
      const value = source.run(outer, evaluation);
      if (value === null) return evaluation.fail('there is nothing to filter');
      const list: readonly FeelValue[] = Array.isArray(value) ? value : [value];
      const kept: FeelValue[] = [];
      for (const each of list) {
        const layer = new LayeredScope(outer);
        layer.set('item', each);
        if (isContext(each)) for (const [key, entry] of Object.entries(each)) layer.set(key, entry);
        const passed = match.run(layer, evaluation);
        if (typeof passed === 'number')
          return list[passed > 0 ? passed - 1 : list.length + passed] ?? evaluation.fail(`there is no item ${passed}`);
        if (passed !== null && typeof passed !== 'boolean') return evaluation.fail('the filter is neither a condition nor a position');
        if (passed === true) kept.push(each);
      }
      return kept;
    },
  };
}

function compileIteration(boxed: Boxed<'iteration'>, scope: LogicScope, name: string): CompiledLogic {
  const source = compileBoxed(boxed.in, scope, name);
  const item = source.type.kind === 'list' ? source.type.item : source.type.kind === 'range' ? source.type.of : types.any;
  const extra: Record<string, FeelType> = { [boxed.variable]: item, ...(boxed.gives === 'list' ? { partial: listOf(types.any) } : {}) };
  const body = compileBoxed(boxed.body, withNames(scope, extra), name);
  // One mechanism for what is gone through: FEEL's own, over what the boxed source gives.
  const gone = compileLiteral('for each in source return each', withNames(scope, { source: types.any }));
  return {
    type: boxed.gives === 'list' ? listOf(body.type) : types.boolean,
    run(outer, evaluation) {
      const from = new LayeredScope(outer);
      from.set('source', source.run(outer, evaluation));
      const list = gone.run(from, evaluation);
      if (!Array.isArray(list)) return evaluation.fail('there is nothing to go through');
      const results: FeelValue[] = [];
      for (const each of list as readonly FeelValue[]) {
        const layer = new LayeredScope(outer);
        layer.set(boxed.variable, each);
        layer.set('partial', [...results]);
        results.push(body.run(layer, evaluation));
      }
      if (boxed.gives === 'list') return results;
      if (!results.every((result) => typeof result === 'boolean'))
        return evaluation.fail('the condition is neither true nor false for some item');
      return boxed.gives === 'some' ? results.includes(true) : !results.includes(false);
    },
  };
}

/** The scope with further names; they hide those that were there. */
export function withNames(scope: LogicScope, entries: Readonly<Record<string, FeelType>>, open = scope.names.open): LogicScope {
  const names: ContextType = contextType({ ...scope.names.entries, ...entries }, { open });
  return { ...scope, names };
}

/** A context of entries that outsiders named. */
export function contextFrom(entries: Iterable<readonly [string, FeelValue]>): FeelContext {
  const context: Record<string, FeelValue> = {};
  for (const [name, value] of entries)
    Object.defineProperty(context, name, { value, enumerable: true, configurable: true, writable: true });
  return context;
}

function commonType(parts: readonly CompiledLogic[]): FeelType {
  const [first] = parts;
  return first !== undefined && parts.every(({ type }) => JSON.stringify(type) === JSON.stringify(first.type)) ? first.type : types.any;
}
