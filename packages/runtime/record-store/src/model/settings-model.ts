import { checkSettingValue, type Definition, type SettingRecord, settingsOf } from '@plinth/app-definition';
import { plainSetting, fieldType as valueType } from '@plinth/definition-expressions';
import { type ContextType, contextType } from '@plinth/expression';

/**
 * What expressions read as `settings`: of each setting that is not secret what the environment says, as of now. What it says and does
 * not fit counts as not said.
 */
export class SettingsModel {
  readonly records: readonly SettingRecord[];
  readonly type: ContextType;
  #values: Readonly<Record<string, unknown>>;

  constructor(definition: Definition) {
    this.records = settingsOf(definition).filter(({ secret }) => !secret);
    this.type = contextType(Object.fromEntries(this.records.map((record) => [record.key, valueType(record)])), { name: 'settings' });
    this.#values = this.#valuesOf({});
  }

  /** By key; null where neither environment nor definition says anything. */
  get values(): Readonly<Record<string, unknown>> {
    return this.#values;
  }

  /** Goes on with what the environment says now. */
  take(said: Readonly<Record<string, unknown>>): void {
    this.#values = this.#valuesOf(said);
  }

  #valuesOf(said: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      this.records.map((record) => {
        const value = Object.hasOwn(said, record.key) ? said[record.key] : undefined;
        const fits = value !== undefined && checkSettingValue(record, value) === null;
        return [record.key, plainSetting(record, fits ? value : record.default)];
      }),
    );
  }
}
