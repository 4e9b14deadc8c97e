import { type Definition, settingsName, settingsOf } from '@plinth/app-definition';
import { defaultSettings } from '@plinth/decision-model';
import { settingsScope } from '@plinth/definition-expressions';
import { fromJson } from '@plinth/expression';
import { type StoredValue, toStored } from '@plinth/workflow-engine';

/** What the processes of a definition read as `settings` where no environment says anything; undefined where it declares none. */
export function defaultsOfProcesses(definition: Definition): StoredValue | undefined {
  const type = settingsScope(definition)[settingsName];
  return type === undefined ? undefined : toStored(fromJson(type, defaultSettings(settingsOf(definition))), settingsName);
}
