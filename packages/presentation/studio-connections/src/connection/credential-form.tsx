import { Button, PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { CredentialSecret } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
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

interface Part {
  readonly name: string;
  readonly form: 'secret' | 'text' | 'lines';
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
    { name: 'clientSecret', form: 'secret' },
    { name: 'tokenAddress', form: 'text', optional: true },
    { name: 'refreshToken', form: 'secret', optional: true },
  ],
  'private-key': [
    { name: 'login', form: 'text' },
    { name: 'key', form: 'lines' },
    { name: 'passphrase', form: 'secret', optional: true },
  ],
  'mutual-tls': [
    { name: 'certificate', form: 'lines', optional: true },
    { name: 'key', form: 'lines', optional: true },
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
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const known = secretKind(kind);
  const parts = partsOfKind[known] ?? [];
  const titles: Readonly<Record<string, string>> = {
    value: text('studio.connections.part.value', 'Key'),
    login: text('studio.sources.login', 'User'),
    password: text('studio.sources.password', 'Password'),
    token: text('studio.connections.part.token', 'Token'),
    clientId: text('studio.connections.part.clientId', 'Client'),
    clientSecret: text('studio.connections.part.clientSecret', 'Secret of the client'),
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
        const field = {
          label: titles[part.name] ?? part.name,
          value: values[part.name] ?? '',
          required: part.optional !== true,
          withAsterisk: false,
          spellCheck: false,
          size: 'xs',
        } as const;
        const set = (value: string) => setValues({ ...values, [part.name]: value });
        if (part.form === 'secret')
          return (
            <PasswordInput
              key={part.name}
              {...field}
              autoComplete="new-password"
              onChange={({ currentTarget }) => set(currentTarget.value)}
            />
          );
        if (part.form === 'lines')
          return (
            <Textarea key={part.name} {...field} rows={3} autoComplete="off" onChange={({ currentTarget }) => set(currentTarget.value)} />
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
