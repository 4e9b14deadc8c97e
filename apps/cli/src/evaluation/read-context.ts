import { compile, evaluate, type FeelContext, isContext } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { cliErrors } from '../errors.ts';
import { contextFromJson, type ExactJson, type ExactObject, isExactObject, readExactJson } from './exact-json.ts';

/** Named values as they were given: a JSON object, or the context that a FEEL literal makes. */
export type GivenContext = { readonly kind: 'json'; readonly json: ExactObject } | { readonly kind: 'feel'; readonly context: FeelContext };

const example = '{"amount": 1200} or {since: @"2026-01-31"}';

export const noContext: GivenContext = { kind: 'json', json: {} };

/** Reads JSON, or else a FEEL context, which can hold dates; throws `cli.not-a-context`. */
export function readContext(text: string, what: string): GivenContext {
  let json: ExactJson;
  try {
    json = readExactJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { kind: 'feel', context: feelContext(text, what) };
  }
  return contextOfJson(json, what);
}

/** What a line gives: an object, or a FEEL context as text. */
export function contextOfJson(json: ExactJson | undefined, what: string): GivenContext {
  if (json === undefined) return noContext;
  if (typeof json === 'string') return { kind: 'feel', context: feelContext(json, what) };
  if (!isExactObject(json)) throw cliErrors.notAContext({ what, problem: 'it has no names.', example });
  return { kind: 'json', json };
}

/** The values of a context of no declared types. */
export function contextIn(given: GivenContext): FeelContext {
  return given.kind === 'feel' ? given.context : contextFromJson(given.json);
}

function feelContext(text: string, what: string): FeelContext {
  const read = () => {
    try {
      return evaluate(compile(text));
    } catch (error) {
      if (error instanceof PlinthError) throw cliErrors.notAContext({ what, problem: error.message, example }, { details: error.details });
      throw error;
    }
  };
  const value = read();
  if (isContext(value)) return value;
  throw cliErrors.notAContext({ what, problem: 'it has no names.', example });
}
