import { Button, TextInput } from '@mantine/core';
import { type ConnectorConnection, connectorState, setConnector, testConnector } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { FailureLine, PanelSection, ToolButton, useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { type FormEvent, useCallback, useState } from 'react';
import type { Static } from 'typebox';
import { CredentialForm } from './credential-form.tsx';

export type ShownConnection = Static<typeof ConnectorConnection>;

interface ConnectionPanelProps {
  readonly connection: ShownConnection;
  readonly environment: string;
  readonly isAdministrator: boolean;
  onChanged(): void;
}

type Limit = keyof ShownConnection['limits'];

/** How one signs in at a system, what it may be asked in a time, and how it stands; secrets go in and never come out. */
export function ConnectionPanel({ connection, environment, isAdministrator, onChanged }: ConnectionPanelProps) {
  const text = useText();
  const { client, tenant } = useWork();
  const { key, address, credentials, limits } = connection;
  const at = { tenant, environment };
  const [setting, setSetting] = useState<string | null>(null);
  const [busy, setBusy] = useState<'test' | 'keep' | null>(null);
  const [failure, setFailure] = useState<PlinthError | null>(null);
  const [answered, setAnswered] = useState<{ readonly status: number; readonly milliseconds: number } | null>(null);
  const [state, look] = useLoaded(
    useCallback(
      (signal) => client.call(connectorState, { tenant, environment }, { connection: key }, { signal }),
      [client, tenant, environment, key],
    ),
  );
  const run = async (what: 'test' | 'keep', call: () => Promise<void>) => {
    setBusy(what);
    setFailure(null);
    setAnswered(null);
    try {
      await call();
    } catch (thrown) {
      setFailure(asPlinthError(thrown));
    }
    setBusy(null);
    look();
  };
  const change = (more: Partial<Static<(typeof setConnector)['input']>>) =>
    run('keep', async () => {
      await client.call(setConnector, at, { ...more, connection: key });
      setSetting(null);
      onChanged();
    });
  const kinds: Readonly<Record<string, string>> = {
    key: text('studio.connections.kind.key', 'key'),
    basic: text('studio.connections.kind.basic', 'user and password'),
    bearer: text('studio.connections.kind.bearer', 'token'),
    oauth2: 'OAuth 2',
    'openid-connect': 'OpenID Connect',
    'private-key': text('studio.connections.kind.privateKey', 'private key'),
    'mutual-tls': text('studio.connections.kind.tls', 'certificate'),
  };
  return (
    <>
      <PanelSection name="system-credentials" title={text('studio.connections.credentials', 'How one signs in')}>
        {credentials.length === 0 ? <p className="studio-none">{text('studio.connections.signsInNot', 'Nobody signs in')}</p> : null}
        <ul className="connections-credentials">
          {credentials.map(({ name, kind, set, settings = [] }) => (
            <li key={name}>
              <Icon name={set ? 'circle-check' : 'lock'} size={15} />
              <span>
                <bdi>{name}</bdi> <small>{kinds[kind] ?? kind}</small>
              </span>
              <small data-set={set || undefined}>
                {set ? text('studio.connections.isSet', 'is set') : text('studio.connections.isNotSet', 'is not set')}
              </small>
              {settings.map((each) => (
                <small key={each} title={text('studio.connections.ofSetting', 'What the environment says of this setting')}>
                  <bdi dir="ltr">{each}</bdi>
                </small>
              ))}
              {isAdministrator ? (
                <>
                  <ToolButton
                    icon="pencil"
                    label={text('studio.connections.credentialOf', 'Set {name}', { name })}
                    onClick={() => setSetting(setting === name ? null : name)}
                  />
                  {set ? (
                    <ToolButton
                      icon="x"
                      label={text('studio.connections.forget', 'Take {name} away', { name })}
                      onClick={() => void change({ secrets: { [name]: null } })}
                    />
                  ) : null}
                </>
              ) : null}
              {setting === name ? (
                <CredentialForm
                  name={name}
                  kind={kind}
                  busy={busy === 'keep'}
                  onKeep={(secret) => void change({ secrets: { [name]: secret } })}
                  onClose={() => setSetting(null)}
                />
              ) : null}
            </li>
          ))}
        </ul>
      </PanelSection>
      <PanelSection name="system-state" title={text('studio.connections.state', 'Address and state')}>
        <div className="connections-state">
          <AddressForm key={address} address={address} readOnly={!isAdministrator} onKeep={(given) => void change({ address: given })} />
          {state.state === 'ready' ? (
            <p className="studio-quiet">
              {state.value.pausedUntil === null
                ? text(
                    'studio.connections.failures',
                    '{count, plural, =0 {No failures in a row.} one {# failure in a row.} other {# failures in a row.}}',
                    {
                      count: state.value.failures,
                    },
                  )
                : text('studio.connections.paused', 'It failed several times in a row and is left alone until {time}.', {
                    time: new Date(state.value.pausedUntil).toLocaleTimeString(),
                  })}
            </p>
          ) : null}
          {isAdministrator ? (
            <Button
              variant="default"
              size="xs"
              loading={busy === 'test'}
              disabled={busy !== null}
              onClick={() => void run('test', async () => setAnswered(await client.call(testConnector, at, { connection: key })))}
            >
              {text('studio.connections.test', 'Test the connection')}
            </Button>
          ) : null}
          <div role="status">
            {answered === null ? null : (
              <p
                className={answered.status === 401 || answered.status === 403 || answered.status >= 500 ? 'studio-warning' : 'studio-done'}
              >
                {answered.status === 401 || answered.status === 403
                  ? text('studio.connections.refusesUs', 'It answers, and refuses who asks ({status}).', { status: answered.status })
                  : text('studio.connections.answers', 'It answers after {milliseconds} ms ({status}).', {
                      milliseconds: answered.milliseconds,
                      status: answered.status,
                    })}
              </p>
            )}
          </div>
          <FailureLine error={failure} />
        </div>
      </PanelSection>
      <PanelSection name="system-limits" title={text('studio.connections.limits', 'Limits')}>
        <LimitsForm
          key={JSON.stringify(limits)}
          limits={limits}
          readOnly={!isAdministrator}
          onKeep={(name, value) => void change({ limits: { [name]: value } })}
        />
      </PanelSection>
    </>
  );
}

function AddressForm({
  address,
  readOnly,
  onKeep,
}: {
  readonly address: string;
  readonly readOnly: boolean;
  onKeep(address: string): void;
}) {
  const text = useText();
  const [value, setValue] = useState(address);
  const keep = (event: FormEvent) => {
    event.preventDefault();
    onKeep(value.trim());
  };
  return (
    <form onSubmit={keep}>
      <TextInput
        size="xs"
        label={text('studio.connections.address', 'Address')}
        value={value}
        readOnly={readOnly}
        spellCheck={false}
        autoComplete="off"
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
      />
      {value.trim() === address || readOnly ? null : (
        <>
          <p className="studio-quiet">
            {text(
              'studio.connections.addressChanges',
              'At another place, or where another may answer there, the credentials are to be given again.',
            )}
          </p>
          <Button type="submit" size="xs" disabled={!/^[a-z][a-z0-9]{1,15}:\/\/[^\s/]+/.test(value.trim())}>
            {text('studio.connections.keepAddress', 'Change the address')}
          </Button>
        </>
      )}
    </form>
  );
}

interface LimitsFormProps {
  readonly limits: ShownConnection['limits'];
  readonly readOnly: boolean;
  onKeep(name: Limit, value: number): void;
}

function LimitsForm({ limits, readOnly, onKeep }: LimitsFormProps) {
  const text = useText();
  const titles: Readonly<Record<Limit, string>> = {
    milliseconds: text('studio.connections.limit.milliseconds', 'Milliseconds for one action'),
    bytes: text('studio.connections.limit.bytes', 'Bytes of one answer'),
    attempts: text('studio.connections.limit.attempts', 'Attempts'),
    perSecond: text('studio.connections.limit.perSecond', 'Requests a second'),
  };
  return (
    <div className="connections-state">
      {(['milliseconds', 'bytes', 'attempts', 'perSecond'] as const).map((name) => (
        <TextInput
          key={name}
          size="xs"
          inputMode="numeric"
          label={titles[name]}
          defaultValue={String(limits[name])}
          readOnly={readOnly}
          onBlur={({ currentTarget }) => {
            const value = Number(currentTarget.value);
            if (readOnly || !Number.isFinite(value) || value <= 0) currentTarget.value = String(limits[name]);
            else if (value !== limits[name]) onKeep(name, value);
          }}
        />
      ))}
    </div>
  );
}
