import {
  type Closure,
  type ContextType,
  compile,
  compileClosure,
  type FeelType,
  type FeelValue,
  type Scope,
  type TypedExpression,
  types,
} from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { Evaluation } from '../graph/evaluation.ts';
import { type CellShape, opaque, shapeOf } from '../table/cell-shape.ts';
import { simpleLiteral, simpleShape } from '../table/simple-cell.ts';
import type { ItemTypes } from '../types/item-types.ts';
import type { CompiledLogic } from './compiled-logic.ts';
import { constantValue } from './constant-value.ts';

/** What boxed expressions are compiled against. */
export interface LogicScope {
  readonly names: ContextType;
  readonly items: ItemTypes;
}

/** FEEL text as logic. Text that is no FEEL is null with the error as its reason, as the standard has it for a model that runs. */
export function compileLiteral(text: string, scope: LogicScope): CompiledLogic {
  if (text.trim() === '') return { type: types.null, run: (_scope, evaluation) => evaluation.fail('there is no expression') };
  const simple = simpleLiteral(text);
  if (simple !== undefined) return { type: typeof simple === 'string' ? types.string : types.number, constant: simple, run: () => simple };
  const name = text.trim();
  if (isPlainName(name) && Object.hasOwn(scope.names.entries, name))
    return { type: scope.names.entries[name] ?? types.any, run: (outer) => outer.get(name) ?? null };
  let typed: TypedExpression;
  try {
    typed = compile(text, { scope: scope.names, types: scope.items.named(), mode: 'standard' });
  } catch (error) {
    const message = syntaxError(error);
    return { type: types.any, run: (_scope, evaluation) => evaluation.fail(message) };
  }
  const { type } = typed;
  const constant = constantValue(typed);
  if (constant !== undefined) return { type, constant, run: () => constant };
  const run = compileClosure(typed);
  return { type, run: (outer, evaluation) => run(outer, undefined, evaluation.options) };
}

const keywords = new Set(
  'true false null if then else for in return some every satisfies and or not between instance of function external'.split(' '),
);

/** A declared name alone, as most inputs of tables are, needs neither parser nor closure. */
function isPlainName(text: string): boolean {
  return /^\p{L}[\p{L}\p{N}_]*$/u.test(text) && !keywords.has(text);
}

/** Unary tests that can be asked, and what is known of them before. */
export interface CompiledTests {
  readonly shape: CellShape;
  readonly passes: (scope: Scope, input: FeelValue, evaluation: Evaluation) => boolean;
}

/** Unary tests of an input of a type; where they are no FEEL, nothing passes and the reason is told. */
export function compileTests(text: string, testsOf: FeelType, scope: LogicScope): CompiledTests {
  const read = () =>
    compile(text.trim() === '' ? '-' : text, { scope: scope.names, types: scope.items.named(), testsOf, mode: 'standard' });
  const simple = simpleShape(text);
  if (simple !== null) return { shape: simple, passes: asked(read) };
  try {
    const typed = read();
    return { shape: shapeOf(typed), passes: asked(() => typed) };
  } catch (error) {
    const message = syntaxError(error);
    return {
      shape: opaque,
      passes(_scope, _input, evaluation) {
        evaluation.fail(message);
        return false;
      },
    };
  }
}

/** Most tests are answered by the index of their table; only those that are asked need a closure. */
function asked(read: () => TypedExpression): CompiledTests['passes'] {
  let run: Closure | null = null;
  return (outer, input, evaluation) => {
    run ??= compileClosure(read());
    return run(outer, input, evaluation.options) === true;
  };
}

function syntaxError(error: unknown): string {
  if (error instanceof PlinthError) return error.message;
  throw error;
}
