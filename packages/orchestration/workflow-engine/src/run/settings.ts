import type { FeelValue } from '@plinth/expression';
import { feelText, type TaskNode } from '@plinth/process-model';
import type { Visit } from '../state/instance-state.ts';
import type { StoredValue, StoredVariables } from '../state/stored-value.ts';
import type { Run } from './run.ts';
import { Stop } from './stop.ts';
import { momentFrom } from './timer.ts';
import { evaluateIn, storedValue } from './variables.ts';

const moments: ReadonlySet<string> = new Set(['due', 'followUp']);
const numbers: ReadonlySet<string> = new Set(['priority', 'retries']);

/** The settings of a task as they are when its work begins; throws {@link Stop} for one that says nothing that it could. */
export function settingsOf(run: Run, visit: Visit, { settings }: TaskNode): StoredVariables {
  return Object.fromEntries(Object.entries(settings).map(([name, text]) => [name, settingOf(run, visit, name, text)]));
}

function settingOf(run: Run, visit: Visit, name: string, text: string): StoredValue {
  const isFeel = text.trimStart().startsWith('=');
  const value = isFeel ? evaluateIn(run, visit, { text: feelText(text), language: null }, name) : text;
  if (moments.has(name)) return momentSetting(run, name, value, text);
  if (numbers.has(name)) return numberSetting(name, value, text);
  return storedValue(value, name);
}

function momentSetting(run: Run, name: string, value: FeelValue, text: string): StoredValue {
  const moment = momentFrom(run, value);
  if (moment === undefined) throw wrong(name, text, value, 'neither a moment nor a duration');
  return moment;
}

function numberSetting(name: string, value: FeelValue, text: string): StoredValue {
  if (value === null || value === '') return null;
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) throw wrong(name, text, value, 'no number');
  return number;
}

function wrong(name: string, text: string, value: FeelValue, what: string): Stop {
  const is = typeof value === 'string' && value !== text ? `, "${value.slice(0, 80)}",` : '';
  return new Stop('bad-setting', `The ${name} of the task "${text.slice(0, 120)}"${is} is ${what}.`);
}
