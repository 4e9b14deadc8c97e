import { fromJson } from '@plinth/expression';
import type { ApplicationModel } from '@plinth/record-store';
import { type StoredValue, toStored } from '@plinth/workflow-engine';

/** By what the environment said last; it says the same for long. */
const known = new WeakMap<object, StoredValue>();

/** What the environment tells the application now, as processes read it; undefined where the application asks for nothing. */
export function toldSettings({ settings }: Pick<ApplicationModel, 'settings'>): StoredValue | undefined {
  if (settings.records.length === 0) return undefined;
  const { values } = settings;
  let told = known.get(values);
  if (told === undefined) {
    told = toStored(fromJson(settings.type, values), 'settings');
    known.set(values, told);
  }
  return told;
}
