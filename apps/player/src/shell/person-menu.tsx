import { Menu } from '@mantine/core';
import { signOut } from '@plinth/api-contract';
import { builtInLocales, Icon, useColourScheme, useText } from '@plinth/component-kit';
import { PlinthError } from '@plinth/foundation';
import { api, go, signInAddress } from '@plinth/web-shell';
import { useState } from 'react';
import { languageName } from './language-names.ts';
import { useLocaleChoice } from './locale-context.ts';
import { MailChoice } from './mail-choice.tsx';

export interface ShownPerson {
  readonly name: string;
  readonly email: string | null;
}

interface PersonMenuProps {
  readonly tenant: string;
  /** Null for a visitor, who can sign in here. */
  readonly person: ShownPerson | null;
  readonly locales?: readonly string[];
  /** Whether there may be tasks for the person. */
  readonly hasTasks?: boolean;
}

const schemes = [
  { choice: 'light', icon: 'sun', id: 'player.light', english: 'Light' },
  { choice: 'dark', icon: 'moon', id: 'player.dark', english: 'Dark' },
  { choice: 'auto', icon: 'device-desktop', id: 'player.system', english: 'As the system' },
] as const;

/** What is the person's own: mails, colours, language, signing out. */
export function PersonMenu({ tenant, person, locales = [], hasTasks = false }: PersonMenuProps) {
  const text = useText();
  const colours = useColourScheme();
  const language = useLocaleChoice();
  const [isStuck, setStuck] = useState(false);
  const leave = async () => {
    setStuck(false);
    try {
      await api.call(signOut, { tenant }, {});
    } catch (error) {
      // Whose session has ended is signed out; all others would only seem to be.
      if (!(error instanceof PlinthError) || error.status !== 401) return setStuck(true);
    }
    go(signInAddress(tenant, location.pathname), { replace: true });
  };
  const offered = [...new Set([...locales, ...builtInLocales])];
  const current = offered.find((tag) => tag === language.locale) ?? language.locale.split('-', 1)[0];
  return (
    <Menu position="bottom-end" width={248} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className="player-person"
          aria-label={text('player.you', 'You: {name}', { name: person?.name ?? text('player.visitor', 'Visitor') })}
        >
          {person === null ? (
            <span className="player-avatar">
              <Icon name="user" size={16} />
            </span>
          ) : (
            <span className="player-avatar" data-initials={initials(person.name)} />
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {person === null ? null : (
          <div className="player-person-words">
            <strong>{person.name}</strong>
            <span>{person.email}</span>
          </div>
        )}
        {person === null ? null : <Menu.Divider />}
        {person !== null && hasTasks ? <MailChoice tenant={tenant} /> : null}
        <Menu.Label>{text('player.colours', 'Colours')}</Menu.Label>
        {schemes.map(({ choice, icon, id, english }) => (
          <Menu.Item
            key={choice}
            leftSection={<Icon name={icon} size={16} />}
            rightSection={colours.choice === choice ? <Icon name="check" size={14} label={text('player.chosen', 'Chosen')} /> : null}
            onClick={() => colours.choose(choice)}
          >
            {text(id, english)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{text('player.language', 'Language')}</Menu.Label>
        {offered.map((tag) => (
          <Menu.Item
            key={tag}
            lang={tag}
            rightSection={tag === current ? <Icon name="check" size={14} label={text('player.chosen', 'Chosen')} /> : null}
            onClick={() => language.choose(tag)}
          >
            {languageName(tag)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {person === null ? (
          <Menu.Item
            leftSection={<Icon name="login" size={16} />}
            onClick={() => go(signInAddress(tenant, location.pathname + location.search))}
          >
            {text('player.signIn', 'Sign in')}
          </Menu.Item>
        ) : (
          <Menu.Item closeMenuOnClick={false} leftSection={<Icon name="logout" size={16} />} onClick={() => void leave()}>
            <span aria-live="assertive">
              {isStuck ? text('player.notSignedOut', 'Still signed in: try again') : text('player.signOut', 'Sign out')}
            </span>
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase();
}
