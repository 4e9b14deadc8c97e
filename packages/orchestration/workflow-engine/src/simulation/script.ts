import { compile, evaluate, type FeelContext, fromJson, isContext, types } from '@plinth/expression';
import { type JsonObject, type JsonValue, PlinthError } from '@plinth/foundation';
import { Stop } from '../run/stop.ts';
import { laterBy } from '../run/timer.ts';
import { numberAt, objectAt, objectOf, textAt, wrong } from './script-words.ts';

/** What the world around a simulated instance does. */
export interface Script {
  /** When it begins, as ISO 8601. */
  readonly now: string;
  /** The process; null for the one that begins by itself. */
  readonly process: string | null;
  /** How it begins; where nothing is said and nothing begins by itself, the first step that starts it does. */
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

/** What a step is about: an element by id or name, and which of its rounds and of the instances, counted from 1. */
export interface Target {
  readonly element: string;
  /** Also of the multiple instance that it stands in; null for the first that waits. */
  readonly round: number | null;
  readonly instance: number | null;
}

export type Step =
  | { readonly kind: 'answer'; readonly target: Target; readonly answer: Answer }
  | { readonly kind: 'message'; readonly name: string; readonly key?: FeelContext[string]; readonly variables: FeelContext }
  | { readonly kind: 'signal'; readonly name: string; readonly variables: FeelContext }
  /** A duration to pass, or the moment it becomes. */
  | { readonly kind: 'time'; readonly text: string }
  | { readonly kind: 'activate'; readonly target: Target }
  | { readonly kind: 'resolve'; readonly target: Target; readonly variables: FeelContext }
  /** Of one instance, or of all. */
  | { readonly kind: 'cancel'; readonly instance: number | null };

/** Where nothing else is said, a simulation begins at this moment. */
const beginning = '2026-01-01T00:00:00.000Z';
const words = ['now', 'process', 'start', 'answers', 'steps', 'clock'];
const answerWords = ['variables', 'error', 'escalation', 'fail'];
const targetWords = ['round', 'instance'];

/** Reads a script from JSON; throws `process.invalid-script` with the place. */
export function readScript(json: JsonValue): Script {
  const { now = beginning, process = null, start = {}, answers = {}, steps = [], clock = 'stands' } = objectOf(json, '', words);
  const moment = Date.parse(textAt(now, '/now'));
  if (Number.isNaN(moment)) throw wrong('/now', 'is no moment such as 2026-01-31T08:00:00Z');
  if (clock !== 'stands' && clock !== 'runs') throw wrong('/clock', 'is neither "stands" nor "runs"');
  if (!Array.isArray(steps)) throw wrong('/steps', 'is no list');
  return {
    now: new Date(moment).toISOString(),
    process: process === null ? null : textAt(process, '/process'),
    start: startAt(start),
    answers: new Map(
      Object.entries(objectAt(answers, '/answers')).map(([element, value]) => [element, answersAt(value, `/answers/${element}`)]),
    ),
    steps: (steps as readonly JsonValue[]).map((step, at) => stepAt(step, `/steps/${at}`)),
    clock,
  };
}

function startAt(json: JsonValue): Script['start'] {
  const given = Object.entries(objectOf(json, '/start', ['event', 'message', 'signal']));
  if (given.length > 1) throw wrong('/start', 'says more than one of event, message, signal');
  return Object.fromEntries(given.map(([name, value]) => [name, textAt(value, `/start/${name}`)]));
}

function answersAt(json: JsonValue, place: string): readonly Answer[] | Answer {
  if (Array.isArray(json)) return (json as readonly JsonValue[]).map((each, at) => answerAt(each, `${place}/${at}`));
  return answerAt(json, place);
}

function answerAt(json: JsonValue, place: string, others: readonly string[] = []): Answer {
  const { fail, error, escalation, variables } = objectOf(json, place, [...answerWords, ...others]);
  const given = variablesAt(variables, `${place}/variables`);
  const said = { fail, error, escalation };
  if (Object.values(said).filter((each) => each !== undefined).length > 1)
    throw wrong(place, 'says more than one of error, escalation, fail');
  if (fail !== undefined) return { kind: 'failed', text: textAt(fail, `${place}/fail`), variables: given };
  if (error !== undefined) return { kind: 'error', text: textAt(error, `${place}/error`), variables: given };
  if (escalation !== undefined) return { kind: 'escalation', text: textAt(escalation, `${place}/escalation`), variables: given };
  return { kind: 'completed', text: '', variables: given };
}

/** The steps by the word that says which one it is, with the words that may stand beside it. */
const readers: Readonly<Record<string, (step: JsonObject, place: string) => Step>> = {
  complete: (step, place) => answerStep(step, place, 'complete'),
  in: (step, place) => answerStep(step, place, 'in'),
  message: (step, place) => {
    const { message = null, key, variables } = objectOf(step, place, ['message', 'key', 'variables']);
    const keyed = key === undefined ? {} : { key: fromJson(types.any, key) };
    return {
      kind: 'message',
      name: textAt(message, `${place}/message`),
      ...keyed,
      variables: variablesAt(variables, `${place}/variables`),
    };
  },
  signal: (step, place) => {
    const { signal = null, variables } = objectOf(step, place, ['signal', 'variables']);
    return { kind: 'signal', name: textAt(signal, `${place}/signal`), variables: variablesAt(variables, `${place}/variables`) };
  },
  time: (step, place) => ({ kind: 'time', text: timeAt(objectOf(step, place, ['time']).time ?? null, `${place}/time`) }),
  activate: (step, place) => ({
    kind: 'activate',
    target: targetAt(objectOf(step, place, ['activate', ...targetWords]), place, 'activate'),
  }),
  resolve: (step, place) => {
    const given = objectOf(step, place, ['resolve', 'variables', ...targetWords]);
    return { kind: 'resolve', target: targetAt(given, place, 'resolve'), variables: variablesAt(given.variables, `${place}/variables`) };
  },
  cancel: (step, place) => {
    const { cancel, instance } = objectOf(step, place, ['cancel', 'instance']);
    if (cancel !== true) throw wrong(`${place}/cancel`, 'is not true');
    return { kind: 'cancel', instance: numberAt(instance, `${place}/instance`) };
  },
};

function stepAt(json: JsonValue, place: string): Step {
  const step = objectAt(json, place);
  const kinds = Object.keys(readers).filter((kind) => Object.hasOwn(step, kind));
  const [kind = ''] = kinds;
  const read = readers[kind];
  if (read === undefined) throw wrong(place, `has none of ${Object.keys(readers).join(', ')}`);
  if (kinds.length > 1) throw wrong(place, `has more than one of ${kinds.join(', ')}`);
  return read(step, place);
}

function answerStep(step: JsonObject, place: string, word: string): Step {
  const answer = answerAt(step, place, [word, ...targetWords]);
  return { kind: 'answer', target: targetAt(step, place, word), answer };
}

function targetAt(step: JsonObject, place: string, word: string): Target {
  return {
    element: textAt(step[word] ?? null, `${place}/${word}`),
    round: numberAt(step.round, `${place}/round`),
    instance: numberAt(step.instance, `${place}/instance`),
  };
}

/** A duration or a moment, which is tried out at the beginning. */
function timeAt(json: JsonValue, place: string): string {
  const text = textAt(json, place);
  if (isDuration(text) ? !isPassable(text) : Number.isNaN(Date.parse(text)))
    throw wrong(place, 'is neither a duration such as PT1H nor a moment such as 2026-01-31T08:00:00Z');
  return text;
}

/** Whether the text of a time is a duration of ISO 8601, not a moment. */
export function isDuration(text: string): boolean {
  return /^-?P/.test(text);
}

function isPassable(duration: string): boolean {
  try {
    laterBy(beginning, duration);
    return true;
  } catch (error) {
    if (error instanceof Stop) return false;
    throw error;
  }
}

/** Names and values, or the text of a FEEL context, which can hold dates. */
function variablesAt(json: JsonValue | undefined, place: string): FeelContext {
  if (json === undefined) return {};
  const value = typeof json === 'string' ? contextOf(json, place) : fromJson(types.any, json);
  if (isContext(value)) return value;
  throw wrong(place, 'has no names and values');
}

function contextOf(text: string, place: string) {
  try {
    return evaluate(compile(text));
  } catch (error) {
    if (error instanceof PlinthError) throw wrong(place, `is no FEEL: ${error.message}`);
    throw error;
  }
}
