import { getApplication } from '@plinth/api-contract';
import { type ThemeTokens, useText } from '@plinth/component-kit';
import type { Interactions } from '@plinth/page-renderer';
import { api, go, rememberTenant, signInAddress, useLoaded } from '@plinth/web-shell';
import { useCallback, useEffect } from 'react';
import { StateMessage } from '../parts/state-message.tsx';
import { useLocaleChoice } from '../shell/locale-context.ts';
import { ApplicationFrame } from './application-frame.tsx';
import { FrameSkeleton } from './frame-skeleton.tsx';
import type { OpenPreview } from './preview-notice.tsx';

interface ApplicationScreenProps {
  readonly tenant: string;
  readonly environment: string;
  readonly application: string;
  /** Path below the application. */
  readonly rest: string;
  readonly interactions: Interactions;
  readonly onTheme: (theme: ThemeTokens) => void;
  /** A draft that is looked at instead of what runs. */
  readonly preview?: OpenPreview;
}

/** An application: fetched once, then its pages come and go. */
export function ApplicationScreen({ tenant, environment, application, rest, interactions, onTheme, preview }: ApplicationScreenProps) {
  const text = useText();
  const { locale } = useLocaleChoice();
  const [shell, again] = useLoaded(
    useCallback(
      (signal) =>
        api.call(
          getApplication,
          { tenant, environment, application },
          { locale, ...(preview === undefined ? {} : { preview: preview.link }) },
          { signal },
        ),
      [tenant, environment, application, locale, preview],
    ),
  );
  const signedOut = shell.state === 'failed' && shell.error.status === 401;
  useEffect(() => {
    if (signedOut) go(signInAddress(tenant, location.pathname + location.search), { replace: true });
    if (shell.state === 'ready') {
      onTheme(shell.value.theme);
      rememberTenant(tenant);
    }
  }, [signedOut, shell, tenant, onTheme]);
  if (shell.state === 'loading' || signedOut) return <FrameSkeleton />;
  if (shell.state === 'failed') {
    const hidden = shell.error.status === 403 || shell.error.status === 404;
    return (
      <main className="player-centre">
        <StateMessage
          icon={hidden ? 'lock' : 'alert-circle'}
          title={hidden ? text('player.noApplication', 'This application is not open to you') : shell.error.message}
          action={hidden ? text('player.toApplications', 'Your applications') : text('page.retry', 'Try again')}
          onAction={hidden ? () => go(`/apps/${encodeURIComponent(tenant)}`) : again}
        >
          {hidden
            ? text('player.noApplicationHint', 'It may not exist, or a role in it has not been given to you. Ask its administrator.')
            : shell.error.hint}
        </StateMessage>
      </main>
    );
  }
  return <ApplicationFrame shell={shell.value} rest={rest} interactions={interactions} preview={preview} />;
}
