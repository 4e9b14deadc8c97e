import { Button, TextInput } from '@mantine/core';
import { readSetUp } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { api, go, recentTenants, useLoaded } from '@plinth/web-shell';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { Entrance } from '../parts/entrance.tsx';

/** The platform's own address: leads to the one organisation this device knows, or asks which. */
export function StartScreen() {
  const text = useText();
  const [recent] = useState(recentTenants);
  const [key, setKey] = useState('');
  const [setUp] = useLoaded(useCallback((signal) => api.call(readSetUp, {}, {}, { signal }), []));
  const only = recent.length === 1 ? recent[0] : undefined;
  useEffect(() => {
    if (only !== undefined) go(`/apps/${encodeURIComponent(only)}`, { replace: true });
  }, [only]);
  if (setUp.state === 'ready' && setUp.value.needed) {
    return (
      <Entrance
        title={text('player.setUpNeeded', 'Almost ready')}
        subtitle={text(
          'player.setUpNeededHelp',
          'This platform waits for its first administrator. Open the set-up link that the server printed when it started.',
        )}
      >
        {null}
      </Entrance>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(`/apps/${encodeURIComponent(key.trim())}`);
  };
  return (
    <Entrance
      title={text('player.which', 'Which organisation?')}
      subtitle={text('player.whichHelp', 'The key stands in the addresses of your applications.')}
    >
      <form className="player-form" onSubmit={submit}>
        {recent.length === 0 ? null : (
          <ul className="player-choices">
            {recent.map((tenant) => (
              <li key={tenant}>
                <button type="button" onClick={() => go(`/apps/${encodeURIComponent(tenant)}`)}>
                  <Icon name="building" size={18} />
                  <span>{tenant}</span>
                  <Icon name="chevron-right" size={16} />
                </button>
              </li>
            ))}
          </ul>
        )}
        <TextInput
          label={text('player.organisationKeyShort', 'Organisation key')}
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Button type="submit" fullWidth>
          {text('player.continue', 'Continue')}
        </Button>
      </form>
    </Entrance>
  );
}
