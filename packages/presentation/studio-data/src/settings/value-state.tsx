import type { ApplicationSetting } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { Icon, type TextLookup, useText } from '@plinth/component-kit';
import { writtenValue } from './written-value.ts';

interface ValueStateProps {
  readonly setting: RecordOf<'setting'>;
  /** Undefined where the environment has not been asked about it yet. */
  readonly told: ApplicationSetting | undefined;
}

/** Whether nothing can be read although something must be. */
export function isMissing(setting: RecordOf<'setting'>, told: ApplicationSetting | undefined): boolean {
  return told?.isSet === true ? told.problem !== null : setting.required && setting.default === undefined;
}

/** A value as people read it: of a choice its label. */
function shownValue(setting: RecordOf<'setting'>, value: unknown, text: TextLookup): string {
  if (value === true) return text('ui.yes', 'Yes');
  if (value === false) return text('ui.no', 'No');
  return setting.options?.find((option) => option.value === value)?.label ?? writtenValue(setting, value);
}

/** What an environment says, in a few words. */
export function ValueState({ setting, told }: ValueStateProps) {
  const text = useText();
  if (isMissing(setting, told)) {
    return (
      <span className="data-value-state" data-missing="">
        <Icon name="alert-circle" size={14} />
        {told?.isSet === true ? text('studio.settingUnfit', 'Does not fit') : text('studio.settingMissing', 'Missing')}
      </span>
    );
  }
  if (told?.isSet === true) {
    return (
      <span className="data-value-state" data-set="">
        {setting.secret ? (
          <>
            <Icon name="lock" size={14} /> {text('studio.settingSealed', 'Sealed')}
          </>
        ) : (
          <bdi>{shownValue(setting, told.value, text)}</bdi>
        )}
      </span>
    );
  }
  return (
    <span className="data-value-state">
      {setting.default === undefined ? (
        text('studio.settingNotSet', 'Not set')
      ) : (
        <bdi>{text('studio.settingDefault', '{value} (default)', { value: shownValue(setting, setting.default, text) })}</bdi>
      )}
    </span>
  );
}
