import { compile, compileClosure, contextType, FeelDate, FeelDateTime, type FeelValue, scopeOf, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { type EventTrigger, isTimerText } from '@plinth/process-model';
import type { Visit, Wait } from '../state/instance-state.ts';
import { temporal } from '../state/stored-value.ts';
import type { Run } from './run.ts';
import { Stop } from './stop.ts';
import { evaluateIn } from './variables.ts';

type Timer = Extract<EventTrigger, { readonly kind: 'timer' }>;
export type TimerWait = Extract<Wait, { readonly kind: 'timer' }>;

const cycle = /^R(\d*)\/(?:([^/P]+)\/)?(P.+)$/;
const sum = compileClosure(compile('at + step', { mode: 'standard', scope: contextType({ at: types.any, step: types.any }) }));

/** When a timer is due, from now on; one in the past is due at once. */
export function timerWait(run: Run, visit: Visit, to: string, { form, expression }: Timer): TimerWait {
  const text = isTimerText(expression.text) ? expression.text : textOf(evaluateIn(run, visit, expression, 'timer'), expression.text);
  const { now } = run.options;
  if (form === 'date') return { kind: 'timer', to, due: moment(text), every: null, left: null };
  const repeated = cycle.exec(text);
  if (repeated === null) return { kind: 'timer', to, due: laterBy(now, text), every: form === 'cycle' ? text : null, left: null };
  const [, times = '', from, every = ''] = repeated;
  const due = from === undefined ? laterBy(now, every) : moment(from);
  // Of no repetitions there is still the first time (ISO 8601-1 §5.6).
  return { kind: 'timer', to, due, every, left: times === '' ? null : Math.max(0, Number(times) - 1) };
}

/** The same timer the next time; null where it was the last. */
export function nextRepetition(wait: TimerWait): TimerWait | null {
  if (wait.every === null || wait.left === 0) return null;
  return { ...wait, due: laterBy(wait.due, wait.every), left: wait.left === null ? null : wait.left - 1 };
}

function textOf(value: FeelValue, text: string): string {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') throw new Stop('invalid-timer', `The timer "${text}" is no date and no duration.`);
  return String(value);
}

/** What ISO 8601 text says; throws {@link Stop} where it says nothing. */
function timeOf(text: string): FeelValue {
  try {
    return temporal(text);
  } catch (error) {
    if (error instanceof PlinthError) throw new Stop('invalid-timer', `The timer "${text}" is no date and no duration.`);
    throw error;
  }
}

/** A moment as ISO 8601 in UTC; where no offset is said, it is UTC. */
function moment(text: string): string {
  const found = momentOfValue(timeOf(withSeconds(text)));
  if (found === null) throw new Stop('invalid-timer', `The timer "${text}" is no date between the years 1 and 9999.`);
  return found;
}

/** FEEL wants seconds where ISO 8601 leaves them out. */
function withSeconds(text: string): string {
  return text.replace(/(T\d\d:\d\d)(?=$|Z|[+-])/, '$1:00');
}

const [earliest, latest] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** A date, or date and time, as ISO 8601 in UTC; null for everything else, and beyond what a database keeps. */
function momentOfValue(value: FeelValue): string | null {
  const isMoment = value instanceof FeelDateTime;
  if (!isMoment && !(value instanceof FeelDate)) return null;
  const milliseconds = isMoment ? value.instant * 1000 + Math.floor(value.time.nanos / 1_000_000) : value.epochDay * 86_400_000;
  return milliseconds >= earliest && milliseconds <= latest ? new Date(milliseconds).toISOString() : null;
}

/** A moment so much later, in UTC. */
export function laterBy(from: string, duration: string): string {
  const at = timeOf(new Date(from).toISOString());
  const later = momentOfValue(partsOf(duration).reduce((sofar, part) => sum(scopeOf({ at: sofar, step: timeOf(part) })), at));
  if (later === null) throw new Stop('invalid-timer', `The timer "${duration}" is no duration that ends between the years 1 and 9999.`);
  return later;
}

const mixed = /^(-?)P((?:\d+Y)?(?:\d+M)?)(?:(\d+)W)?(?:(\d+)D)?(T\d.*)?$/;

/** Durations of ISO 8601 have weeks, and months beside days; those of FEEL have not. */
function partsOf(duration: string): readonly string[] {
  const found = mixed.exec(duration);
  if (found === null) return [duration];
  const [, sign = '', months = '', weeks = '0', days = '0', time = ''] = found;
  const inDays = Number(weeks) * 7 + Number(days);
  const rest = `${inDays === 0 ? '' : `${inDays}D`}${time}`;
  const parts = [months, rest].filter((part) => part !== '').map((part) => `${sign}P${part}`);
  return parts.length === 0 ? [duration] : parts;
}

/**
 * What a value says about when: a moment, text of one, or a duration from now on; null where there is none. Undefined for what says
 * nothing of the kind.
 */
export function momentFrom(run: Run, value: FeelValue): string | null | undefined {
  if (value === null || value === '') return null;
  try {
    const text = typeof value === 'string' ? withSeconds(value.trim()) : String(value);
    return /^-?P/.test(text) ? laterBy(run.options.now, text) : moment(text);
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
}
