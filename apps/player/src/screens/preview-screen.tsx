import { openPreview } from '@plinth/api-contract';
import { type ThemeTokens, useText } from '@plinth/component-kit';
import type { Interactions } from '@plinth/page-renderer';
import { api, go, signInAddress, useLoaded } from '@plinth/web-shell';
import { useCallback, useEffect, useMemo } from 'react';
import { ApplicationScreen } from '../application/application-screen.tsx';
import { FrameSkeleton } from '../application/frame-skeleton.tsx';
import { StateMessage } from '../parts/state-message.tsx';

interface PreviewScreenProps {
  readonly tenant: string;
  readonly link: string;
  /** Path below the link. */
  readonly rest: string;
  readonly interactions: Interactions;
  readonly onTheme: (theme: ThemeTokens) => void;
}

/** A draft that somebody sent a link to: its pages over the records of an environment, as the person's own roles allow. */
export function PreviewScreen({ tenant, link, ...given }: PreviewScreenProps) {
  const text = useText();
  const [opened, again] = useLoaded(useCallback((signal) => api.call(openPreview, { tenant }, { link }, { signal }), [tenant, link]));
  const signedOut = opened.state === 'failed' && opened.error.status === 401;
  useEffect(() => {
    if (signedOut) go(signInAddress(tenant, location.pathname + location.search), { replace: true });
  }, [signedOut, tenant]);
  const found = opened.state === 'ready' ? opened.value : null;
  const preview = useMemo(
    () => (found === null ? null : { ...found, link, base: `/preview/${[tenant, link].map(encodeURIComponent).join('/')}` }),
    [found, tenant, link],
  );
  if (opened.state === 'loading' || signedOut) return <FrameSkeleton />;
  if (opened.state === 'failed' || preview === null) {
    const ended = opened.state === 'failed' && (opened.error.status === 403 || opened.error.status === 404);
    return (
      <main className="player-centre">
        <StateMessage
          icon={ended ? 'link' : 'alert-circle'}
          title={
            ended || opened.state !== 'failed' ? text('player.previewEnded', 'This link leads nowhere any more') : opened.error.message
          }
          action={ended ? undefined : text('page.retry', 'Try again')}
          onAction={again}
        >
          {ended || opened.state !== 'failed'
            ? text('player.previewEndedHint', 'It expired or was ended. Ask whoever sent it for another one.')
            : opened.error.hint}
        </StateMessage>
      </main>
    );
  }
  const { application, environment } = preview;
  return <ApplicationScreen {...given} tenant={tenant} environment={environment} application={application} preview={preview} />;
}
