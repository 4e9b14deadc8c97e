import { type Definition, settingsOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import type { EnvironmentSettings } from './use-environment-settings.ts';
import { isMissing, ValueState } from './value-state.tsx';

interface SettingTableProps {
  readonly definition: Definition;
  /** Id of the one that is open. */
  readonly open: string;
  readonly told: EnvironmentSettings;
}

/** All settings beside all environments: what each says, and where something is missing. */
export function SettingTable({ definition, open, told }: SettingTableProps) {
  const text = useText();
  const work = useWork();
  const settings = settingsOf(definition);
  const caption = text('studio.settingsEverywhere', 'All settings in every environment');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled by the pointer must be by the keyboard
    <section className="data-settings" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text('studio.setting', 'Setting')}</th>
            {work.environments.map(({ key, name }) => {
              const missing = settings.filter((setting) => isMissing(setting, told.get(key)?.get(setting.key))).length;
              return (
                <th key={key} scope="col">
                  <bdi>{name}</bdi>
                  {missing === 0 ? null : (
                    <small>
                      {text('studio.settingsMissing', '{count, plural, one {# missing} other {# missing}}', { count: missing })}
                    </small>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {settings.map((setting) => (
            <tr key={setting.id} data-open={setting.id === open ? '' : undefined}>
              <th scope="row">
                <button type="button" aria-current={setting.id === open || undefined} onClick={() => work.open(setting.id)}>
                  {setting.secret ? <Icon name="lock" size={13} /> : null}
                  <bdi>{setting.label.trim() === '' ? setting.key : setting.label}</bdi>
                </button>
              </th>
              {work.environments.map(({ key }) => (
                <td key={key}>
                  <ValueState setting={setting} told={told.get(key)?.get(setting.key)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
