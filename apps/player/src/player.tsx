import { directionOf, noThemeTokens, PlinthProvider, type ThemeTokens } from '@plinth/component-kit';
import { createInteractions, FailureBoundary, InteractionsView } from '@plinth/page-renderer';
import { pageNonce, preferredLocale, rememberLocale, usePlace } from '@plinth/web-shell';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { type Screen, screenOf } from './screen-of.ts';
import { LauncherScreen } from './screens/launcher-screen.tsx';
import { LinkScreen } from './screens/link-screen.tsx';
import { NotFoundScreen } from './screens/not-found-screen.tsx';
import { SetUpScreen } from './screens/set-up-screen.tsx';
import { SignInScreen } from './screens/sign-in-screen.tsx';
import { StartScreen } from './screens/start-screen.tsx';
import { ConnectionNotice } from './shell/connection-notice.tsx';
import { LocaleContext } from './shell/locale-context.ts';

const PreviewScreen = lazy(async () => ({ default: (await import('./screens/preview-screen.tsx')).PreviewScreen }));
const ApplicationScreen = lazy(async () => ({ default: (await import('./application/application-screen.tsx')).ApplicationScreen }));

/** The whole Player: the screen that the address names, in the person's language and colours. */
export function Player() {
  const { path } = usePlace();
  const [locale, setLocale] = useState(preferredLocale);
  const [theme, setTheme] = useState<ThemeTokens>(noThemeTokens);
  const [interactions] = useState(createInteractions);
  const chooseLocale = useCallback((chosen: string) => {
    rememberLocale(chosen);
    setLocale(chosen);
  }, []);
  const localeChoice = useMemo(() => ({ locale, choose: chooseLocale }), [locale, chooseLocale]);
  const screen = screenOf(path);
  return (
    <PlinthProvider
      theme={screen.name === 'application' || screen.name === 'preview' ? theme : noThemeTokens}
      locale={locale}
      direction={directionOf(locale)}
      density="roomy"
      nonce={pageNonce}
    >
      <LocaleContext value={localeChoice}>
        <FailureBoundary title="Plinth">
          <Suspense fallback={null}>
            {screen.name === 'application' ? (
              <ApplicationScreen
                key={`${screen.tenant}/${screen.environment}/${screen.application}`}
                {...screen}
                interactions={interactions}
                onTheme={setTheme}
              />
            ) : screen.name === 'preview' ? (
              <PreviewScreen key={screen.link} {...screen} interactions={interactions} onTheme={setTheme} />
            ) : (
              <PlainScreen screen={screen} />
            )}
          </Suspense>
        </FailureBoundary>
        <ConnectionNotice />
        <InteractionsView interactions={interactions} />
      </LocaleContext>
    </PlinthProvider>
  );
}

function PlainScreen({ screen }: { readonly screen: Exclude<Screen, { name: 'application' | 'preview' }> }) {
  switch (screen.name) {
    case 'start':
      return <StartScreen />;
    case 'launcher':
      return <LauncherScreen key={screen.tenant} tenant={screen.tenant} />;
    case 'sign-in':
      return <SignInScreen key={screen.tenant} tenant={screen.tenant} />;
    case 'set-up':
      return <SetUpScreen token={screen.token} />;
    case 'link':
      return <LinkScreen key={screen.token} token={screen.token} />;
    case 'not-found':
      return <NotFoundScreen />;
  }
}
