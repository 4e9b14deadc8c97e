import { Button, PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { CredentialSecret } from '@plinth/api-contract';
import { settingsOf } from '@plinth/app-definition';
import { usePasswordToggle, useText } from '@plinth/component-kit';
import { useDefinition, useWork } from '@plinth/studio-frame';
import { type FormEvent, useState } from 'react';
import type { Static } from 'typebox';

type Secret = Static<typeof CredentialSecret>;

interface CredentialFormProps {
  readonly name: string;
  readonly kind: string;
  readonly busy: boolean;
  onKeep(secret: Secret): void;
  onClose(): void;
}

/** The setting that holds what is asked for. */
interface Setting {
  readonly setting: string;
}

interface Part {
  readonly name: string;
  readonly form: 'secret' | 'text' | 'lines';
  /** Whether it may be a secret setting of the application. */
  readonly isSecret?: true;
  readonly optional?: true;
}

/** What one is asked for, by the kind of a credential. */
const partsOfKind: Readonly<Record<string, readonly Part[]>> = {
  key: [{ name: 'value', form: 'secret' }],
  basic: [
    { name: 'login', form: 'text' },
    { name: 'password', form: 'secret' },
  ],
  bearer: [{ name: 'token', form: 'secret' }],
  oauth2: [
    { name: 'clientId', form: 'text' },
    { name: 'clientSecret', form: 'secret', optional: true },
    { name: 'clientKey', form: 'lines', optional: true },
    { name: 'keyId', form: 'text', optional: true },
    { name: 'tokenAddress', form: 'text', optional: true },
    { name: 'refreshToken', form: 'secret', optional: true },
  ],
  'private-key': [
    { name: 'login', form: 'text' },
    { name: 'key', form: 'lines', isSecret: true },
    { name: 'passphrase', form: 'secret', optional: true },
  ],
  'mutual-tls': [
    { name: 'certificate', form: 'lines', optional: true },
    { name: 'key', form: 'lines', isSecret: true, optional: true },
    { name: 'authorities', form: 'lines', optional: true },
  ],
};

/** The kind of secret that a credential is set by; those that are known by name alone take a token. */
function secretKind(kind: string): string {
  if (kind === 'openid-connect') return 'oauth2';
  return Object.hasOwn(partsOfKind, kind) ? kind : 'bearer';
}

/** Takes what one signs in with. It goes to the server, and is never shown again. */
export function CredentialForm({ name, kind, busy, onKeep, onClose }: CredentialFormProps) {
  const text = useText();
  const toggle = usePasswordToggle();
  const { application } = useWork();
  const definition = useDefinition();
  const settings = settingsOf(definition).filter(({ secret }) => secret);
  const [values, setValues] = useState<Readonly<Record<string, string | Setting>>>({});
  const known = secretKind(kind);
  const parts = partsOfKind[known] ?? [];
  const titles: Readonly<Record<string, string>> = {
    value: text('studio.connections.part.value', 'Key'),
    login: text('studio.sources.login', 'User'),
    password: text('studio.sources.password', 'Password'),
    token: text('studio.connections.part.token', 'Token'),
    clientId: text('studio.connections.part.clientId', 'Client'),
    clientSecret: text('studio.connections.part.clientSecret', 'Secret of the client'),
    clientKey: text('studio.connections.part.clientKey', 'Or private key that it signs with (PEM)'),
    keyId: text('studio.connections.part.keyId', 'Name of that key there'),
    tokenAddress: text('studio.connections.part.tokenAddress', 'Address that gives tokens'),
    refreshToken: text('studio.connections.part.refreshToken', 'Refresh token'),
    certificate: text('studio.connections.part.certificate', 'Certificate (PEM)'),
    key: text('studio.connections.part.key', 'Private key (PEM)'),
    passphrase: text('studio.connections.part.passphrase', 'Passphrase of the key'),
    authorities: text('studio.connections.part.authorities', 'Authorities that are trusted (PEM)'),
  };
  const keep = (event: FormEvent) => {
    event.preventDefault();
    const given = Object.fromEntries(parts.flatMap((part) => ((values[part.name] ?? '') === '' ? [] : [[part.name, values[part.name]]])));
    onKeep({ kind: known, ...given } as Secret);
  };
  const isWhole =
    parts.some(({ name: part }) => (values[part] ?? '') !== '') &&
    parts.every((part) => part.optional === true || (values[part.name] ?? '') !== '');
  return (
    <form className="connections-credential" onSubmit={keep} aria-label={text('studio.connections.credentialOf', 'Set {name}', { name })}>
      {parts.map((part) => {
        const value = values[part.name] ?? '';
        const label = titles[part.name] ?? part.name;
        const source =
          settings.length === 0 || (part.form !== 'secret' && part.isSecret !== true) ? null : (
            <select
              key={`${part.name}-source`}
              aria-label={text('studio.connections.sourceOf', 'Where {name} is from', { name: label })}
              value={typeof value === 'string' ? '' : value.setting}
              onChange={({ currentTarget }) =>
                setValues({ ...values, [part.name]: currentTarget.value === '' ? '' : { setting: currentTarget.value } })
              }
            >
              <option value="">{text('studio.connections.ownSecret', 'Kept by the connection')}</option>
              {settings.map((setting) => (
                <option key={setting.key} value={`${application}/${setting.key}`}>
                  {text('studio.connections.fromSetting', 'Setting {label} of this application', { label: setting.label })}
                </option>
              ))}
            </select>
          );
        if (typeof value !== 'string')
          return (
            <div key={part.name} className="connections-setting">
              <span>{label}</span>
              {source}
            </div>
          );
        const field = {
          label,
          value,
          required: part.optional !== true,
          description:
            part.name === 'authorities'
              ? text('studio.connections.part.authoritiesHelp', 'With others than before the other credentials are to be given again.')
              : undefined,
          withAsterisk: false,
          spellCheck: false,
          size: 'xs',
        } as const;
        const set = (value: string) => setValues({ ...values, [part.name]: value });
        if (part.form === 'secret')
          return (
            <div key={part.name} className="connections-setting">
              <PasswordInput
                {...toggle}
                {...field}
                autoComplete="new-password"
                onChange={({ currentTarget }) => set(currentTarget.value)}
              />
              {source}
            </div>
          );
        if (part.form === 'lines')
          return (
            <div key={part.name} className="connections-setting">
              <Textarea {...field} rows={3} autoComplete="off" onChange={({ currentTarget }) => set(currentTarget.value)} />
              {source}
            </div>
          );
        return <TextInput key={part.name} {...field} autoComplete="off" onChange={({ currentTarget }) => set(currentTarget.value)} />;
      })}
      <div className="studio-buttons">
        <Button type="submit" size="xs" disabled={!isWhole || busy} loading={busy}>
          {text('studio.connections.setCredential', 'Set')}
        </Button>
        <Button variant="default" size="xs" disabled={busy} onClick={onClose}>
          {text('studio.cancel', 'Cancel')}
        </Button>
      </div>
    </form>
  );
}
