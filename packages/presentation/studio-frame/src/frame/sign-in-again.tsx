import { Button, PasswordInput } from '@mantine/core';
import { signIn } from '@plinth/api-contract';
import { usePasswordToggle, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useSignalValue } from '@plinth/page-renderer';
import { type FormEvent, useState } from 'react';
import { useWork } from '../work/use-work.ts';

/** Where the session has ended: work goes on and waits here, and the same member signs in without leaving the page. */
export function SignInAgain() {
  const text = useText();
  const toggle = usePasswordToggle();
  const { client, tenant, member, session } = useWork();
  const problem = useSignalValue(session.problem);
  const pending = useSignalValue(session.pending);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  if (problem?.status !== 401) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      // The address is the member's own: nobody else's session sends this person's work.
      await client.call(signIn, { tenant }, { email: member.email, password });
      setPassword('');
      session.reconnect();
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <div className="studio-notice" data-tone="bad" role="alert">
      <form className="studio-form" onSubmit={(event) => void submit(event)}>
        <strong>{text('studio.signedOut', 'You are signed out')}</strong>
        <p>
          {text(
            'studio.signedOutHelp',
            '{pending, plural, =0 {Go on working: what you do is kept on this device} one {# change is kept on this device} other {# changes are kept on this device}}, and is sent when you, {email}, sign in again.',
            { pending, email: member.email },
          )}
        </p>
        <PasswordInput
          {...toggle}
          label={text('player.password', 'Password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          error={error === null ? undefined : `${error.message} ${error.hint}`}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" loading={busy} disabled={password === ''}>
          {text('player.signIn', 'Sign in')}
        </Button>
      </form>
    </div>
  );
}
