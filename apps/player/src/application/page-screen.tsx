import { getPage, type PagePlan, type ShellPage } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { feelLanguage, neededComponents, PageRuntime, PageSkeleton, PageView } from '@plinth/page-renderer';
import { api, go, signInAddress, useLoaded } from '@plinth/web-shell';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { StateMessage } from '../parts/state-message.tsx';
import type { ApplicationSession } from './application-session.ts';

interface PageScreenProps {
  readonly session: ApplicationSession;
  readonly page: ShellPage;
  readonly title: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** One page: its plan and its components are fetched together, then it runs. */
export function PageScreen({ session, page, title, parameters }: PageScreenProps) {
  const text = useText();
  const [plan, again] = useLoaded(useCallback((signal) => openPage(session, page.key, signal), [session, page.key]));
  const signedOut = plan.state === 'failed' && plan.error.status === 401;
  useEffect(() => {
    if (signedOut) go(signInAddress(session.shell.tenant.key, location.pathname + location.search), { replace: true });
  }, [signedOut, session]);
  if (plan.state === 'loading' || signedOut) {
    return (
      <div className="player-content">
        <PageSkeleton />
      </div>
    );
  }
  if (plan.state === 'failed') {
    const refused = plan.error.status === 403 || plan.error.status === 404;
    return (
      <div className="player-centre">
        <StateMessage
          icon={refused ? 'lock' : 'alert-circle'}
          title={refused ? text('player.noPage', 'This page is not open to you') : plan.error.message}
          action={refused ? undefined : text('page.retry', 'Try again')}
          onAction={again}
        >
          {refused ? text('player.noPageHint', 'Your roles do not include it. Ask an administrator of the application.') : plan.error.hint}
        </StateMessage>
      </div>
    );
  }
  return <OpenPage session={session} plan={plan.value} title={title} parameters={parameters} />;
}

export async function openPage(session: ApplicationSession, key: string, signal: AbortSignal): Promise<PagePlan> {
  const plan = await api.call(getPage, session.target, { page: key, ...session.preview }, { signal });
  await session.components.load(neededComponents(plan));
  return plan;
}

interface OpenPageProps extends Omit<PageScreenProps, 'page'> {
  readonly plan: PagePlan;
}

function OpenPage({ session, plan, title, parameters }: OpenPageProps) {
  const first = useRef(parameters);
  const runtime = useMemo(() => openRuntime(session, plan, first.current), [session, plan]);
  useEffect(() => runtime.setParameters(parameters), [runtime, parameters]);
  const framed = plan.components.some((component) => component.component === 'ui.page');
  if (framed) return <PageView runtime={runtime} />;
  return (
    <div className="player-content">
      <h1 className="player-page-title">{title}</h1>
      {plan.page.description ? <p className="player-page-text">{plan.page.description}</p> : null}
      <PageView runtime={runtime} />
    </div>
  );
}

export function openRuntime(session: ApplicationSession, plan: PagePlan, parameters: Readonly<Record<string, unknown>>): PageRuntime {
  const contract = (component: string) => session.components.component(component)?.metadata.ui;
  const { entities, userTypes, settingTypes } = session.shell;
  return new PageRuntime({ ...session, plan, parameters, language: feelLanguage({ plan, entities, userTypes, settingTypes, contract }) });
}
