import { Button, TextInput } from '@mantine/core';
import { completeSetUp } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { api, go, rememberTenant } from '@plinth/web-shell';
import { useState } from 'react';
import { Entrance } from '../parts/entrance.tsx';
import { FormProblem } from '../parts/form-problem.tsx';
import { NewPasswordField } from '../parts/password-fields.tsx';
import { useSubmit } from '../parts/use-submit.ts';

/** A key for addresses made from a name: `Česká banka` becomes `ceska-banka`. */
function keyFromName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
}

/** First run: creates the organisation and its administrator. */
export function SetUpScreen({ token }: { readonly token: string }) {
  const text = useText();
  const [organisation, setOrganisation] = useState('');
  const [key, setKey] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const tenantKey = key ?? keyFromName(organisation);
  const form = useSubmit(async () => {
    const session = await api.call(completeSetUp, {}, { token, tenantKey, tenantName: organisation, name, email, password });
    rememberTenant(session.tenant.key);
    go(`/apps/${encodeURIComponent(session.tenant.key)}`, { replace: true });
  });
  return (
    <Entrance
      title={text('player.setUp', 'Welcome to Plinth')}
      subtitle={text('player.setUpHelp', 'Create your organisation and its first administrator. You can invite others afterwards.')}
    >
      <form className="player-form" onSubmit={form.submit}>
        <FormProblem error={form.error} />
        <TextInput
          label={text('player.organisation', 'Organisation')}
          autoComplete="organization"
          required
          withAsterisk={false}
          autoFocus
          value={organisation}
          onChange={(event) => setOrganisation(event.currentTarget.value)}
        />
        <TextInput
          label={text('player.organisationKey', 'Key in addresses')}
          description={text('player.organisationKeyHelp', 'Your applications will be at /apps/{key}', { key: tenantKey || '…' })}
          pattern="[a-z][a-z0-9-]*"
          required
          withAsterisk={false}
          value={tenantKey}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <TextInput
          label={text('player.name', 'Your name')}
          autoComplete="name"
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={text('player.email', 'E-mail')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NewPasswordField value={password} onChange={setPassword} />
        <Button type="submit" fullWidth loading={form.busy}>
          {text('player.createOrganisation', 'Create the organisation')}
        </Button>
      </form>
    </Entrance>
  );
}
