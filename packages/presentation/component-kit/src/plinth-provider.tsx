import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '@mantine/core/styles.css';
import './theme/tokens.css';
import './theme/base.css';
import { DirectionProvider, localStorageColorSchemeManager, type MantineColorScheme, MantineProvider } from '@mantine/core';
import { setNonce } from 'get-nonce';
import { type ReactNode, useLayoutEffect, useMemo } from 'react';
import { useKitMessages } from './text/kit-messages.ts';
import { LanguageContext, languageOf } from './text/language.ts';
import { mantineTheme, mantineVariables } from './theme/mantine-theme.ts';
import { noThemeTokens, type ThemeTokens, themeStyleSheet } from './theme/theme-tokens.ts';

export interface PlinthProviderProps {
  /** Tokens that a tenant or application replaces. */
  readonly theme?: ThemeTokens;
  /** What the person chose; `auto` follows the system. A choice made here before wins. */
  readonly colourScheme?: MantineColorScheme;
  /** BCP 47 tag; the direction follows it unless given. */
  readonly locale?: string;
  readonly direction?: 'ltr' | 'rtl';
  /** Texts of the application and its components in that language, beyond the kit's own. */
  readonly messages?: Readonly<Record<string, string>>;
  readonly density?: 'compact' | 'roomy';
  /** Nonce of the page's Content Security Policy: every style element made here carries it. */
  readonly nonce?: string;
  readonly children: ReactNode;
}

const colourSchemeManager = localStorageColorSchemeManager({ key: 'plinth-colour-scheme' });

const noMessages: Readonly<Record<string, string>> = {};

/** Everything skins stand in: tokens, theme, language. The outermost element of an application. */
export function PlinthProvider(props: PlinthProviderProps) {
  const {
    theme = noThemeTokens,
    colourScheme = 'auto',
    locale = 'en',
    messages = noMessages,
    density: usual = 'compact',
    nonce = '',
    children,
  } = props;
  const density = theme.density ?? usual;
  const kitMessages = useKitMessages(locale);
  const language = useMemo(
    () => languageOf(locale, { ...kitMessages, ...messages }, props.direction),
    [locale, kitMessages, messages, props.direction],
  );
  const styleSheet = useMemo(() => themeStyleSheet(theme), [theme]);
  useLayoutEffect(() => {
    document.documentElement.lang = language.locale;
    document.documentElement.dir = language.direction;
    document.documentElement.dataset.density = density;
    // Scroll locks of dialogs write a style element by this package of theirs.
    setNonce(nonce);
  }, [language, density, nonce]);
  return (
    <DirectionProvider key={language.direction} initialDirection={language.direction} detectDirection={false}>
      <MantineProvider
        theme={mantineTheme}
        cssVariablesResolver={mantineVariables}
        colorSchemeManager={colourSchemeManager}
        defaultColorScheme={colourScheme}
        deduplicateInlineStyles
        getStyleNonce={() => nonce}
      >
        {styleSheet === '' ? null : <style nonce={nonce}>{styleSheet}</style>}
        <LanguageContext value={language}>{children}</LanguageContext>
      </MantineProvider>
    </DirectionProvider>
  );
}
