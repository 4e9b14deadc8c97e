import { type CompileOptions, type ContextType, compile, compileClosure, type FeelType, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { ItemTypes } from '../types/item-types.ts';
import type { CompiledLogic } from './compiled-logic.ts';

/** What boxed expressions are compiled against. */
export interface LogicScope {
  readonly names: ContextType;
  readonly items: ItemTypes;
}

/** FEEL text as logic. Text that is no FEEL is null with the error as its reason, as the standard has it for a model that runs. */
export function compileLiteral(text: string, scope: LogicScope): CompiledLogic {
  if (text.trim() === '') return { type: types.null, run: (_scope, evaluation) => evaluation.fail('there is no expression') };
  return compiled(text, { scope: scope.names, types: scope.items.named() });
}

/** Unary tests of an input of a type. */
export function compileTests(text: string, testsOf: FeelType, scope: LogicScope) {
  return compiledTests(text.trim() === '' ? '-' : text, { scope: scope.names, types: scope.items.named(), testsOf });
}

function compiled(text: string, options: CompileOptions): CompiledLogic {
  try {
    const typed = compile(text, { ...options, mode: 'standard' });
    const run = compileClosure(typed);
    return { type: typed.type, run: (scope, evaluation) => run(scope, undefined, evaluation.options) };
  } catch (error) {
    const message = syntaxError(error);
    return { type: types.any, run: (_scope, evaluation) => evaluation.fail(message) };
  }
}

type Tests = (
  scope: Parameters<CompiledLogic['run']>[0],
  input: ReturnType<CompiledLogic['run']>,
  evaluation: Parameters<CompiledLogic['run']>[1],
) => boolean;

function compiledTests(text: string, options: CompileOptions): Tests {
  try {
    const run = compileClosure(compile(text, { ...options, mode: 'standard' }));
    return (scope, input, evaluation) => run(scope, input, evaluation.options) === true;
  } catch (error) {
    const message = syntaxError(error);
    return (_scope, _input, evaluation) => {
      evaluation.fail(message);
      return false;
    };
  }
}

function syntaxError(error: unknown): string {
  if (error instanceof PlinthError) return error.message;
  throw error;
}
