import { type ApplicationSetting, setSetting, unsetSetting } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { useFormat, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useWork } from '@plinth/studio-frame';
import { type FormEvent, useId, useState } from 'react';
import { ValueInput } from './value-input.tsx';
import { ValueState } from './value-state.tsx';
import { readValue, writtenValue } from './written-value.ts';

interface EnvironmentValueProps {
  readonly setting: RecordOf<'setting'>;
  readonly environment: { readonly key: string; readonly name: string };
  readonly told: ApplicationSetting | undefined;
  onChanged(): void;
}

/** What one environment says of a setting, for an administrator to change. */
export function EnvironmentValue({ setting, environment, told, onChanged }: EnvironmentValueProps) {
  const text = useText();
  const format = useFormat();
  const id = useId();
  const { client, tenant, application, branch, member } = useWork();
  const said = setting.secret || told?.isSet !== true ? '' : writtenValue(setting, told.value);
  const [written, setWritten] = useState(said);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const place = { tenant, environment: environment.key, application };
  const mayChange = member.tenantRoles.includes('administrator');
  const doing = async (what: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await what();
      if (setting.secret) setWritten('');
      onChanged();
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (written === '' || written === said) return;
    void doing(() => client.call(setSetting, place, { setting: setting.key, value: readValue(setting, written), branch }));
  };
  const unset = () =>
    void doing(async () => {
      await client.call(unsetSetting, place, { setting: setting.key });
      setWritten('');
    });
  const problem = error === null ? (told?.isSet === true ? told.problem : null) : `${error.message} ${error.hint}`;
  return (
    <form className="data-value" onSubmit={save} aria-label={environment.name}>
      <header>
        <h2>
          <bdi>{environment.name}</bdi>
        </h2>
        <ValueState setting={setting} told={told} />
        {told?.setAt == null ? null : <small title={format.dateTime(told.setAt)}>{format.relative(told.setAt)}</small>}
      </header>
      {mayChange ? (
        <div className="data-value-editor">
          <ValueInput
            id={`${id}-value`}
            setting={setting}
            text={written}
            label={text('studio.settingValueIn', 'Value in {environment}', { environment: environment.name })}
            placeholder={
              setting.secret && told?.isSet === true
                ? text('studio.settingReplace', 'Write another one to replace it')
                : setting.default === undefined
                  ? undefined
                  : writtenValue(setting, setting.default)
            }
            invalid={problem !== null}
            describedBy={problem === null ? undefined : `${id}-problem`}
            disabled={busy}
            onText={setWritten}
          />
          <button type="submit" className="studio-act" data-primary="" disabled={busy || written === '' || written === said}>
            {text('studio.settingSave', 'Save')}
          </button>
          {told?.isSet === true ? (
            <button type="button" className="studio-link" disabled={busy} onClick={unset}>
              {text('studio.settingUnset', 'Unset')}
            </button>
          ) : null}
        </div>
      ) : null}
      {problem === null ? null : (
        <p id={`${id}-problem`} role={error === null ? undefined : 'alert'} className="data-value-problem">
          {problem}
        </p>
      )}
    </form>
  );
}
