import { Button, TextInput } from '@mantine/core';
import { Icon, useText } from '@plinth/component-kit';
import { go } from '@plinth/web-shell';
import { type FormEvent, useEffect, useState } from 'react';

/** Leads to the one organisation this device knows, or asks which. */
export function ChooseTenant({ recent }: { readonly recent: readonly string[] }) {
  const text = useText();
  const [key, setKey] = useState('');
  const only = recent.length === 1 ? recent[0] : undefined;
  const open = (tenant: string) => go(`/studio/${encodeURIComponent(tenant)}`);
  useEffect(() => {
    if (only !== undefined) go(`/studio/${encodeURIComponent(only)}`, { replace: true });
  }, [only]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open(key.trim());
  };
  return (
    <main className="studio-whole">
      <form className="studio-form studio-choose" onSubmit={submit}>
        <h1>{text('player.which', 'Which organisation?')}</h1>
        {recent.map((tenant) => (
          <Button key={tenant} variant="default" leftSection={<Icon name="building" size={16} />} onClick={() => open(tenant)}>
            {tenant}
          </Button>
        ))}
        <TextInput
          label={text('player.organisationKeyShort', 'Organisation key')}
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Button type="submit">{text('player.continue', 'Continue')}</Button>
      </form>
    </main>
  );
}
