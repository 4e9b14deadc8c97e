import { compile, evaluate, type FeelContext, fromJson, isContext, types } from '@plinth/expression';
import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { processErrors } from '../errors.ts';

/** What the world around a simulated instance does. */
export interface Script {
  /** When it begins, as ISO 8601. */
  readonly now: string;
  /** The process; null for the only one, or the first that is executable. */
  readonly process: string | null;
  readonly start: { readonly event?: string; readonly message?: string; readonly signal?: string };
  /** Answers to work by id or name of the element: in their order, or the same each time. */
  readonly answers: ReadonlyMap<string, readonly Answer[] | Answer>;
  /** Taken one after the other, each when nothing moves by itself any more. */
  readonly steps: readonly Step[];
  /** `runs`: when nothing else happens the clock goes on to the next timer. */
  readonly clock: 'stands' | 'runs';
}

export interface Answer {
  readonly kind: 'completed' | 'failed' | 'error' | 'escalation';
  /** Code of the error or escalation, or why it failed. */
  readonly text: string;
  readonly variables: FeelContext;
}

export type Step =
  | { readonly kind: 'answer'; readonly element: string; readonly answer: Answer }
  | { readonly kind: 'message'; readonly name: string; readonly key?: FeelContext[string]; readonly variables: FeelContext }
  | { readonly kind: 'signal'; readonly name: string; readonly variables: FeelContext }
  /** A duration to pass, or the moment it becomes. */
  | { readonly kind: 'time'; readonly text: string }
  | { readonly kind: 'activate'; readonly element: string }
  | { readonly kind: 'resolve'; readonly element: string; readonly variables: FeelContext }
  | { readonly kind: 'cancel' };

/** Where nothing else is said, a simulation begins at this moment. */
const beginning = '2026-01-01T00:00:00.000Z';
const words = ['now', 'process', 'start', 'answers', 'steps', 'clock'];

/** Reads a script from JSON; throws `process.invalid-script` with the place. */
export function readScript(json: JsonValue): Script {
  const given = objectAt(json, '');
  for (const name of Object.keys(given)) if (!words.includes(name)) throw wrong(`/${name}`, `is none of ${words.join(', ')}`);
  const { now = beginning, process = null, start = {}, answers = {}, steps = [], clock = 'stands' } = given;
  const startOf = objectAt(start, '/start');
  const moment = Date.parse(textAt(now, '/now'));
  if (Number.isNaN(moment)) throw wrong('/now', 'is no moment such as 2026-01-31T08:00:00Z');
  if (clock !== 'stands' && clock !== 'runs') throw wrong('/clock', 'is neither "stands" nor "runs"');
  if (!Array.isArray(steps)) throw wrong('/steps', 'is no list');
  return {
    now: new Date(moment).toISOString(),
    process: process === null ? null : textAt(process, '/process'),
    start: Object.fromEntries(
      ['event', 'message', 'signal'].flatMap((name) => {
        const value = startOf[name];
        return value === undefined ? [] : [[name, textAt(value, `/start/${name}`)]];
      }),
    ),
    answers: new Map(
      Object.entries(objectAt(answers, '/answers')).map(([element, value]) => [element, answersAt(value, `/answers/${element}`)]),
    ),
    steps: (steps as readonly JsonValue[]).map((step, at) => stepAt(step, `/steps/${at}`)),
    clock,
  };
}

function answersAt(json: JsonValue, place: string): readonly Answer[] | Answer {
  if (Array.isArray(json))
    return (json as readonly JsonValue[]).map((each, at) => answerAt(objectAt(each, `${place}/${at}`), `${place}/${at}`));
  return answerAt(objectAt(json, place), place);
}

function answerAt({ fail, error, escalation, variables }: JsonObject, place: string): Answer {
  const given = variablesAt(variables, `${place}/variables`);
  if (fail !== undefined) return { kind: 'failed', text: textAt(fail, `${place}/fail`), variables: given };
  if (error !== undefined) return { kind: 'error', text: textAt(error, `${place}/error`), variables: given };
  if (escalation !== undefined) return { kind: 'escalation', text: textAt(escalation, `${place}/escalation`), variables: given };
  return { kind: 'completed', text: '', variables: given };
}

function stepAt(json: JsonValue, place: string): Step {
  const step = objectAt(json, place);
  const variables = variablesAt(step.variables, `${place}/variables`);
  if (step.complete !== undefined)
    return { kind: 'answer', element: textAt(step.complete, `${place}/complete`), answer: answerAt(step, place) };
  if (step.in !== undefined) return { kind: 'answer', element: textAt(step.in, `${place}/in`), answer: answerAt(step, place) };
  if (step.message !== undefined) {
    const key = step.key === undefined ? {} : { key: fromJson(types.any, step.key) };
    return { kind: 'message', name: textAt(step.message, `${place}/message`), ...key, variables };
  }
  if (step.signal !== undefined) return { kind: 'signal', name: textAt(step.signal, `${place}/signal`), variables };
  if (step.time !== undefined) return { kind: 'time', text: textAt(step.time, `${place}/time`) };
  if (step.activate !== undefined) return { kind: 'activate', element: textAt(step.activate, `${place}/activate`) };
  if (step.resolve !== undefined) return { kind: 'resolve', element: textAt(step.resolve, `${place}/resolve`), variables };
  if (step.cancel === true) return { kind: 'cancel' };
  throw wrong(place, 'has none of complete, in, message, signal, time, activate, resolve, cancel');
}

/** Names and values, or the text of a FEEL context, which can hold dates. */
function variablesAt(json: JsonValue | undefined, place: string): FeelContext {
  if (json === undefined) return {};
  const value = typeof json === 'string' ? evaluate(compile(json)) : fromJson(types.any, json);
  if (isContext(value)) return value;
  throw wrong(place, 'has no names and values');
}

function objectAt(json: JsonValue, place: string): JsonObject {
  if (isJsonObject(json)) return json;
  throw wrong(place, 'is no object');
}

function textAt(json: JsonValue, place: string): string {
  if (typeof json === 'string') return json;
  throw wrong(place, 'is no text');
}

function wrong(place: string, problem: string): Error {
  return processErrors.invalidScript({ place: place === '' ? 'the script' : place, problem });
}
