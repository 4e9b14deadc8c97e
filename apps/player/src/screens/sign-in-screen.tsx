import { Button, PasswordInput, TextInput } from '@mantine/core';
import { readSession, requestPasswordReset, signIn } from '@plinth/api-contract';
import { usePasswordToggle, useText } from '@plinth/component-kit';
import { api, go, nextAddress, rememberTenant, useLoaded, usePlace } from '@plinth/web-shell';
import { useCallback, useEffect, useState } from 'react';
import { Entrance } from '../parts/entrance.tsx';
import { FormProblem } from '../parts/form-problem.tsx';
import { useSubmit } from '../parts/use-submit.ts';

/** Where a member signs in. */
export function SignInScreen({ tenant }: { readonly tenant: string }) {
  const text = useText();
  const toggle = usePasswordToggle();
  const { query } = usePlace();
  const [session] = useLoaded(useCallback((signal) => api.call(readSession, { tenant }, {}, { signal }), [tenant]));
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [forgotten, setForgotten] = useState(false);
  const next = nextAddress(query.get('next'), tenant);
  const form = useSubmit(async () => {
    await api.call(signIn, { tenant }, { email, password });
    rememberTenant(tenant);
    go(next, { replace: true });
  });
  const signedIn = session.state === 'ready' && session.value.member !== null;
  useEffect(() => {
    if (signedIn) go(next, { replace: true });
  }, [signedIn, next]);
  if (forgotten) return <ForgottenPassword tenant={tenant} email={email} onBack={() => setForgotten(false)} />;
  const name = session.state === 'ready' ? session.value.tenant.name : tenant;
  return (
    <Entrance title={text('player.signIn', 'Sign in')} subtitle={text('player.signInTo', 'to {name}', { name })}>
      <form className="player-form" onSubmit={form.submit}>
        <FormProblem error={form.error} />
        <TextInput
          label={text('player.email', 'E-mail')}
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          data-autofocus
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          {...toggle}
          label={text('player.password', 'Password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" fullWidth loading={form.busy}>
          {text('player.signIn', 'Sign in')}
        </Button>
        <button type="button" className="player-quiet" onClick={() => setForgotten(true)}>
          {text('player.forgotten', 'Forgotten your password?')}
        </button>
      </form>
    </Entrance>
  );
}

interface ForgottenPasswordProps {
  readonly tenant: string;
  readonly email: string;
  readonly onBack: () => void;
}

function ForgottenPassword({ tenant, email: typed, onBack }: ForgottenPasswordProps) {
  const text = useText();
  const [email, setEmail] = useState(typed);
  const [sent, setSent] = useState(false);
  const form = useSubmit(async () => {
    await api.call(requestPasswordReset, { tenant }, { email });
    setSent(true);
  });
  return (
    <Entrance
      title={text('player.reset', 'Reset your password')}
      subtitle={text(
        'player.resetHelp',
        'We send a link with which you choose a new one. Where no mail server is set up, ask your administrator for a link.',
      )}
    >
      <form className="player-form" onSubmit={form.submit}>
        <FormProblem error={form.error} />
        {sent ? (
          <p role="status" className="player-sent">
            {text('player.resetSent', 'If a member has this address, the link is on its way.')}
          </p>
        ) : (
          <>
            <TextInput
              label={text('player.email', 'E-mail')}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <Button type="submit" fullWidth loading={form.busy}>
              {text('player.sendLink', 'Send the link')}
            </Button>
          </>
        )}
        <button type="button" className="player-quiet" onClick={onBack}>
          {text('player.backToSignIn', 'Back to sign-in')}
        </button>
      </form>
    </Entrance>
  );
}
