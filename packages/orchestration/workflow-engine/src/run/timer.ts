import { compile, compileClosure, contextType, FeelDate, FeelDateTime, type FeelValue, scopeOf, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { type EventTrigger, isTimerText } from '@plinth/process-model';
import type { Visit, Wait } from '../state/instance-state.ts';
import { temporal } from '../state/stored-value.ts';
import type { Run } from './run.ts';
import { Stop } from './stop.ts';
import { evaluateIn } from './variables.ts';

type Timer = Extract<EventTrigger, { readonly kind: 'timer' }>;
type TimerWait = Extract<Wait, { readonly kind: 'timer' }>;

const cycle = /^R(\d*)\/(?:([^/P]+)\/)?(P.+)$/;
const sum = compileClosure(compile('at + step', { mode: 'standard', scope: contextType({ at: types.any, step: types.any }) }));

/** When a timer is due, from now on; one in the past is due at once. */
export function timerWait(run: Run, visit: Visit, to: string, { form, expression }: Timer): Wait {
  const text = isTimerText(expression.text) ? expression.text : textOf(evaluateIn(run, visit, expression, 'timer'), expression.text);
  const { now } = run.options;
  if (form === 'date') return { kind: 'timer', to, due: moment(text), every: null, left: null };
  const repeated = cycle.exec(text);
  if (repeated === null) return { kind: 'timer', to, due: laterBy(now, text), every: form === 'cycle' ? text : null, left: null };
  const [, times = '', from, every = ''] = repeated;
  const due = from === undefined ? laterBy(now, every) : moment(from);
  return { kind: 'timer', to, due, every, left: times === '' ? null : Number(times) - 1 };
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
  const found = momentOfValue(timeOf(text));
  if (found === null) throw new Stop('invalid-timer', `The timer "${text}" is no date between the years 1 and 9999.`);
  return found;
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
  const later = momentOfValue(sum(scopeOf({ at, step: timeOf(duration) })));
  if (later === null) throw new Stop('invalid-timer', `The timer "${duration}" is no duration that ends between the years 1 and 9999.`);
  return later;
}

/**
 * What a value says about when: a moment, text of one, or a duration from now on; null where there is none. Undefined for what says
 * nothing of the kind.
 */
export function momentFrom(run: Run, value: FeelValue): string | null | undefined {
  if (value === null || value === '') return null;
  try {
    const meant = typeof value === 'string' ? timeOf(value.trim()) : value;
    return momentOfValue(meant) ?? laterBy(run.options.now, String(meant));
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
}
