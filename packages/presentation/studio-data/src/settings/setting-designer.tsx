import '../studio-data.css';
import { recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { StateMessage, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { EnvironmentValue } from './environment-value.tsx';
import { SettingProperties } from './setting-properties.tsx';
import { SettingTable } from './setting-table.tsx';
import { useEnvironmentSettings } from './use-environment-settings.ts';

/** A setting: what the application declares of it, and what each environment says. */
export function SettingDesigner({ artefact }: { readonly artefact: string }) {
  const text = useText();
  const { environments, member } = useWork();
  const definition = useDefinition();
  const [loaded, again] = useEnvironmentSettings();
  const setting = recordOf(definition, 'setting', artefact);
  if (setting === null) return null;
  return (
    <WorkArea side={null} properties={<SettingProperties key={setting.id} definition={definition} setting={setting} />}>
      <div className="data-designer">
        <header className="data-title">
          <h1>
            <bdi>{setting.label.trim() === '' ? setting.key : setting.label}</bdi>
          </h1>
          <code>settings.{setting.key}</code>
        </header>
        <div className="data-panel">
          {loaded.state === 'loading' ? (
            <div className="studio-waiting" aria-busy="true" />
          ) : loaded.state === 'failed' ? (
            <StateMessage icon="alert-circle" title={loaded.error.message} action={text('page.retry', 'Try again')} onAction={again}>
              {loaded.error.hint}
            </StateMessage>
          ) : (
            <>
              <section className="data-values" aria-label={text('studio.settingValues', 'What each environment says')}>
                {setting.description === undefined ? null : <p>{setting.description}</p>}
                {environments.map((environment) => {
                  const told = loaded.value.get(environment.key)?.get(setting.key);
                  return (
                    <EnvironmentValue
                      key={`${environment.key} ${setting.id} ${setting.type} ${setting.secret} ${told?.setAt ?? ''}`}
                      setting={setting}
                      environment={environment}
                      told={told}
                      onChanged={again}
                    />
                  );
                })}
                <p className="data-quiet">
                  {member.tenantRoles.includes('administrator')
                    ? text('studio.settingChangesHelp', 'A change is read everywhere within five seconds, without publishing again.')
                    : text('studio.settingNoAdministrator', 'Administrators say what a setting is in an environment.')}
                </p>
              </section>
              <SettingTable definition={definition} open={artefact} told={loaded.value} />
            </>
          )}
        </div>
      </div>
    </WorkArea>
  );
}
