import { Menu } from '@mantine/core';
import { builtInLocales, Icon, useText } from '@plinth/component-kit';
import { createContext, memo, useContext } from 'react';

interface ChosenLanguage {
  /** BCP 47 tag. */
  readonly locale: string;
  choose(locale: string): void;
}

/** The language of the Studio, and how a person chooses another. */
export const LanguageChoiceContext = createContext<ChosenLanguage>({ locale: 'en', choose: () => undefined });

const ownNames = new Map(builtInLocales.map((tag) => [tag, new Intl.DisplayNames([tag], { type: 'language' }).of(tag)] as const));

/** The Studio's languages, each by its own name. */
export const LanguageChoice = memo(function LanguageChoice() {
  const text = useText();
  const { locale, choose } = useContext(LanguageChoiceContext);
  const label = text('studio.language', 'Language');
  const current = locale.split('-', 1)[0];
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <button type="button" className="studio-tool studio-language" aria-label={label} title={label}>
          <Icon name="language" size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {builtInLocales.map((tag) => (
          <Menu.Item
            key={tag}
            lang={tag}
            rightSection={tag === current ? <Icon name="check" size={14} label={text('player.chosen', 'Chosen')} /> : null}
            onClick={() => choose(tag)}
          >
            {ownNames.get(tag) ?? tag}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
});
