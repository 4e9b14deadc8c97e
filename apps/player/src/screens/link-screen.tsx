import { Button, TextInput } from '@mantine/core';
import { previewLink, useLink as spendLink } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { api, go, rememberTenant, useLoaded } from '@plinth/web-shell';
import { useCallback, useState } from 'react';
import { Entrance } from '../parts/entrance.tsx';
import { FormProblem } from '../parts/form-problem.tsx';
import { NewPasswordField } from '../parts/password-fields.tsx';
import { useSubmit } from '../parts/use-submit.ts';
import { tenantOfLink } from './tenant-of-link.ts';

/** An invitation or a password reset: choose a password, and be signed in. */
export function LinkScreen({ token }: { readonly token: string }) {
  const text = useText();
  const format = useFormat();
  const tenant = tenantOfLink(token);
  const [link] = useLoaded(
    useCallback((signal) => api.call(previewLink, { tenant: tenant || '-' }, { token }, { signal }), [tenant, token]),
  );
  const [name, setName] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const invited = link.state === 'ready' && link.value.purpose === 'invitation';
  const shownName = name ?? (link.state === 'ready' ? link.value.name : '');
  const form = useSubmit(async () => {
    await api.call(spendLink, { tenant }, { token, password, ...(invited && shownName !== '' ? { name: shownName } : {}) });
    rememberTenant(tenant);
    go(`/apps/${encodeURIComponent(tenant)}`, { replace: true });
  });
  if (link.state === 'loading') return <Entrance title={text('player.oneMoment', 'One moment')}>{null}</Entrance>;
  if (link.state === 'failed') {
    return (
      <Entrance
        title={text('player.linkRefused', 'This link cannot be used')}
        subtitle={text(
          'player.linkRefusedHelp',
          'It was used already, has ended, or is not whole. Ask the person who sent it for another one.',
        )}
      >
        <div className="player-form">
          {link.error.status === 404 ? null : <FormProblem error={link.error} />}
          <Button fullWidth variant="default" onClick={() => go(tenant === '' ? '/' : `/sign-in/${encodeURIComponent(tenant)}`)}>
            {tenant === '' ? text('player.toStart', 'To the start page') : text('player.signIn', 'Sign in')}
          </Button>
        </div>
      </Entrance>
    );
  }
  const { purpose, tenant: organisation, email, expiresAt } = link.value;
  return (
    <Entrance
      title={
        purpose === 'invitation'
          ? text('player.join', 'Join {name}', { name: organisation.name })
          : text('player.newPassword', 'Choose a new password')
      }
      subtitle={text('player.linkFor', 'For {email}. The link is good until {time}.', { email, time: format.dateTime(expiresAt) })}
    >
      <form className="player-form" onSubmit={form.submit}>
        <FormProblem error={form.error} />
        <input type="hidden" autoComplete="username" value={email} readOnly />
        {purpose === 'invitation' ? (
          <TextInput
            label={text('player.name', 'Your name')}
            autoComplete="name"
            required
            withAsterisk={false}
            value={shownName}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        ) : null}
        <NewPasswordField value={password} onChange={setPassword} />
        <Button type="submit" fullWidth loading={form.busy}>
          {purpose === 'invitation' ? text('player.joinNow', 'Join') : text('player.savePassword', 'Save and sign in')}
        </Button>
      </form>
    </Entrance>
  );
}
