import type { ApplicationSetting } from '@plinth/api-contract';
import { checkSettingValue, type SettingRecord } from '@plinth/app-definition';
import type { StoredSetting } from './setting-store.ts';

/** What keeps a setting from being read as the environment has it; null where nothing does. */
export function settingProblem(record: SettingRecord, stored: StoredSetting | undefined): string | null {
  if (stored === undefined) return record.required && record.default === undefined ? 'is required and has no value' : null;
  if (record.secret !== stored.isSecret)
    return record.secret ? 'has become a secret: give it its value again' : 'is no secret any longer: give it its value again';
  return record.secret ? null : checkSettingValue(record, stored.value);
}

/** A setting as the API tells it. */
export function toldSetting(
  record: SettingRecord,
  stored: StoredSetting | undefined,
  declaredBy: ApplicationSetting['declaredBy'],
): ApplicationSetting {
  const { key, label, description, type, required, secret } = record;
  return {
    key,
    label,
    ...(description === undefined ? {} : { description }),
    type,
    required,
    secret,
    default: record.default ?? null,
    declaredBy,
    isSet: stored !== undefined,
    // What has become a secret is told no longer, either.
    value: secret || stored === undefined ? null : stored.value,
    problem: declaredBy === 'nobody' ? null : settingProblem(record, stored),
    setAt: stored?.setAt ?? null,
    setBy: stored?.setBy ?? null,
  };
}

/** What an environment still says of a setting that nothing declares any longer. */
export function undeclaredSetting(stored: StoredSetting): ApplicationSetting {
  const record: SettingRecord = {
    ...{ id: stored.key, kind: 'setting', key: stored.key, label: stored.key, type: 'text' },
    ...{ required: false, secret: stored.isSecret },
  };
  return toldSetting(record, stored, 'nobody');
}
