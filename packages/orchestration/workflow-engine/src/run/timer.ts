import { compile, compileClosure, contextType, FeelDate, FeelDateTime, type FeelValue, scopeOf, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { type EventTrigger, isCronText, isTimerText } from '@plinth/process-model';
import type { Visit, Wait } from '../state/instance-state.ts';
import { temporal } from '../state/stored-value.ts';
import { nextByCron } from './cron.ts';
import type { Run } from './run.ts';
import { Stop } from './stop.ts';
import { evaluateIn } from './variables.ts';

type Timer = Extract<EventTrigger, { readonly kind: 'timer' }>;
export type TimerWait = Extract<Wait, { readonly kind: 'timer' }>;

const cycle = /^R(\d*)\/(?:([^/P]+)\/)?(P.+)$/;
const sum = compileClosure(compile('at + step', { mode: 'standard', scope: contextType({ at: types.any, step: types.any }) }));

/** When a timer is due, from now on; one in the past is due at once. */
export function timerWait(run: Run, visit: Visit, to: string, { form, expression }: Timer): TimerWait {
  const isText = isTimerText(expression.text) || (form === 'cycle' && isCronText(expression.text));
  const text = isText ? expression.text : textOf(evaluateIn(run, visit, expression, 'timer'), expression.text);
  const { now } = run.options;
  if (form === 'cycle' && isCronText(text)) return { kind: 'timer', to, due: dueByCron(text, now) ?? never(text), every: text, left: null };
  if (form === 'date') return { kind: 'timer', to, due: moment(text), every: null, left: null };
  const repeated = cycle.exec(text);
  if (repeated === null) return { kind: 'timer', to, due: laterBy(now, text), every: form === 'cycle' ? text : null, left: null };
  const [, times = '', from, every = ''] = repeated;
  const due = from === undefined ? laterBy(now, every) : moment(from);
  // Of no repetitions there is still the first time (ISO 8601-1 §5.6).
  const left = times === '' ? null : Math.max(0, Number(times) - 1);
  if (!isByCalendar(every) || !run.behaves('calendarCycles')) return { kind: 'timer', to, due, every, left };
  return {
    kind: 'timer',
    to,
    due,
    every,
    left,
    since: from === undefined ? new Date(now).toISOString() : due,
    times: from === undefined ? 1 : 0,
  };
}

/** The next time of cron; null where it never comes. Throws {@link Stop} for what is no cron. */
function dueByCron(text: string, after: string): string | null {
  try {
    const next = nextByCron(text, Date.parse(after));
    return next === null ? null : new Date(next).toISOString();
  } catch (error) {
    if (error instanceof Stop) throw new Stop('invalid-timer', `The timer "${text}" is cron that cannot be read: ${error.message}.`);
    throw error;
  }
}

function never(text: string): never {
  throw new Stop('invalid-timer', `The timer "${text}" is cron that never comes.`);
}

/** Whether a duration has months or years, whose lengths differ. */
function isByCalendar(duration: string): boolean {
  return /^P\d+[YM]/.test(duration);
}

/** So many times a duration. */
function multiplied(duration: string, times: number): string {
  return duration.replace(/\d+/g, (digits) => String(Number(digits) * times));
}

/**
 * The first moment after another that lies whole durations behind a beginning. Months are counted from the beginning: a cycle that begins
 * on the 31st keeps to the ends of months.
 */
export function nextInCycle(from: string, every: string, after: string): string {
  const beginning = new Date(from).toISOString();
  if (!isByCalendar(every) || laterBy(beginning, every) <= beginning) return laterBy(after, every);
  for (let times = 1; ; times++) {
    const due = laterBy(beginning, multiplied(every, times));
    if (Date.parse(due) > Date.parse(after)) return due;
  }
}

/** The same timer the next time; null where it was the last. */
export function nextRepetition(wait: TimerWait): TimerWait | null {
  const { every, since, times = 0 } = wait;
  if (every === null || wait.left === 0) return null;
  const left = wait.left === null ? null : wait.left - 1;
  if (isCronText(every)) {
    const due = dueByCron(every, wait.due);
    return due === null ? null : { ...wait, due };
  }
  if (since === undefined) return { ...wait, due: laterBy(wait.due, every), left };
  return { ...wait, due: laterBy(since, multiplied(every, times + 1)), left, times: times + 1 };
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
