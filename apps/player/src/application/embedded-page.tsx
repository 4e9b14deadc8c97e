import type { ShellPage } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { PageSkeleton, PageView } from '@plinth/page-renderer';
import { useLoaded } from '@plinth/web-shell';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { StateMessage } from '../parts/state-message.tsx';
import type { ApplicationSession } from './application-session.ts';
import { openPage, openRuntime } from './page-screen.tsx';

/** A page within another, such as the form of a task; null where the person may not open it. */
export function embedPage(session: ApplicationSession, key: string, parameters: Readonly<Record<string, unknown>>): ReactNode | null {
  const page = session.shell.pages.find((each) => each.key === key);
  return page === undefined ? null : <EmbeddedPage key={key} session={session} page={page} parameters={parameters} />;
}

interface EmbeddedPageProps {
  readonly session: ApplicationSession;
  readonly page: ShellPage;
  readonly parameters: Readonly<Record<string, unknown>>;
}

function EmbeddedPage({ session, page, parameters }: EmbeddedPageProps) {
  const text = useText();
  const [plan, again] = useLoaded(useCallback((signal) => openPage(session, page.key, signal), [session, page.key]));
  const first = useRef(parameters);
  const runtime = useMemo(() => (plan.state === 'ready' ? openRuntime(session, plan.value, first.current) : null), [session, plan]);
  useEffect(() => runtime?.setParameters(parameters), [runtime, parameters]);
  if (plan.state === 'failed')
    return (
      <StateMessage icon="alert-circle" title={plan.error.message} action={text('page.retry', 'Try again')} onAction={again}>
        {plan.error.hint}
      </StateMessage>
    );
  return runtime === null ? <PageSkeleton /> : <PageView runtime={runtime} />;
}
