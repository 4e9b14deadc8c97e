import { PasswordInput } from '@mantine/core';
import { usePasswordToggle, useText } from '@plinth/component-kit';

const shortest = 10;

/** A new password: length is what counts, and the meter says so while typing. */
export function NewPasswordField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const text = useText();
  const toggle = usePasswordToggle();
  const strength = Math.min(1, value.length / 16);
  return (
    <div>
      <PasswordInput
        {...toggle}
        label={text('player.password', 'Password')}
        description={text('player.passwordHelp', 'At least {shortest} characters. A sentence only you know is best.', { shortest })}
        autoComplete="new-password"
        required
        withAsterisk={false}
        minLength={shortest}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div
        className="player-strength"
        data-level={value.length < shortest ? 'weak' : value.length < 16 ? 'fair' : 'good'}
        aria-hidden="true"
      >
        <div style={{ inlineSize: `${strength * 100}%` }} />
      </div>
    </div>
  );
}
