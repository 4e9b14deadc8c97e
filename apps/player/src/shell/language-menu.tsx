import { Menu } from '@mantine/core';
import { builtInLocales, Icon, useText } from '@plinth/component-kit';
import { languageName } from './language-names.ts';
import { useLocaleChoice } from './locale-context.ts';

/** Chooses the language before anybody is signed in. */
export function LanguageMenu() {
  const text = useText();
  const { locale, choose } = useLocaleChoice();
  const current = locale.split('-', 1)[0];
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <button type="button" className="player-icon-button" aria-label={text('player.language', 'Language')}>
          <Icon name="language" size={20} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {builtInLocales.map((tag) => (
          <Menu.Item
            key={tag}
            lang={tag}
            onClick={() => choose(tag)}
            rightSection={tag === current ? <Icon name="check" size={14} label={text('player.chosen', 'Chosen')} /> : null}
          >
            {languageName(tag)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
