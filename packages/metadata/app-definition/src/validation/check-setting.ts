import { appOf, componentsOf, queriesOf, recordsOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { RecordOf } from '../kinds/record-kinds.ts';
import { checkFieldValue } from '../record-validation.ts';
import { type DefinitionViolation, nameForPeople, violationOf } from './violation.ts';

/** What is wrong with the value of a setting, as the end of a sentence; null where nothing is. No value is none that is wrong. */
export function checkSettingValue(setting: RecordOf<'setting'>, value: unknown): string | null {
  return checkFieldValue({ ...setting, required: false }, value);
}

/** What the parts of a setting must say together. */
export function checkSetting(definition: Definition, setting: RecordOf<'setting'>): DefinitionViolation[] {
  const violations: DefinitionViolation[] = [];
  const report = (property: string, message: string, hint: string) =>
    violations.push(violationOf(setting, 'schema', [property], message, hint));
  const choice = setting.type === 'choice' || setting.type === 'multiChoice';
  if (appOf(definition)?.type === 'module')
    report('key', 'cannot stand in a module', 'Declare it in the applications that use the module.');
  if (choice && (setting.options ?? []).length === 0) report('options', 'is missing', 'Say what can be chosen.');
  if (!choice && setting.options !== undefined) report('options', `means nothing for ${setting.type}`, 'Make the type choice.');
  if (setting.secret && !secretTypes.has(setting.type)) report('type', 'cannot be secret', 'Make the type text.');
  if (setting.default === undefined) return violations;
  // A definition is read by everybody who makes it, and written into files.
  if (setting.secret) report('default', 'would tell the secret', 'Remove it; each environment is told the value.');
  else {
    const wrong = checkSettingValue(setting, setting.default);
    if (wrong !== null) report('default', wrong, 'Write a value of the type.');
  }
  return violations;
}

const secretTypes: ReadonlySet<string> = new Set(['text', 'longText']);

/** By which name expressions read the settings of an application. */
export const settingsName = 'settings';

/** What of a page would hide the settings from its expressions. */
export function checkHiddenSettings(definition: Definition): DefinitionViolation[] {
  if (recordsOf(definition, 'setting').length === 0) return [];
  return recordsOf(definition, 'page').flatMap((page) =>
    [
      ...queriesOf(definition, page.id).filter(({ key }) => key === settingsName),
      ...componentsOf(definition, page.id).filter(({ name }) => name === settingsName),
    ].map((record) =>
      violationOf(
        record,
        'duplicate',
        [record.kind === 'query' ? 'key' : 'name'],
        `${nameForPeople(record)} hides the settings of the application`,
        'Give it another name.',
      ),
    ),
  );
}
