import './studio-frame.css';
import type { SessionInfo } from '@plinth/api-contract';
import type { ComponentMetadata } from '@plinth/component-contract';
import { directionOf, PlinthProvider, useMessages, useText } from '@plinth/component-kit';
import { FailureBoundary } from '@plinth/page-renderer';
import { whoWorks } from '@plinth/studio-session';
import {
  api,
  go,
  pageNonce,
  preferredLocale,
  recentTenants,
  rememberLocale,
  rememberTenant,
  signInAddress,
  useLoaded,
  usePlace,
} from '@plinth/web-shell';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { placeOfAddress } from './frame/address.ts';
import { LanguageChoiceContext } from './frame/language-choice.tsx';
import { ChooseTenant } from './home/choose-tenant.tsx';
import type { HomePlace } from './home/home-place.ts';
import { studioMessages } from './messages/studio-messages.ts';
import { OpenApplication } from './open-application.tsx';
import { StateMessage } from './parts/state-message.tsx';
import type { ArtefactView } from './work/artefact-view.ts';
import { Fetched, fetchAhead } from './work/fetched.tsx';
import { openedBy } from './work/opened-by.ts';
import { type ToolView, toolMark } from './work/tool-view.ts';

// Who opens an application by its address needs none of it.
const home = { load: async () => (await import('./home/home.tsx')).Home };

interface StudioProps {
  /** In the order of the rail. */
  readonly views: readonly ArtefactView[];
  /** Below the views in the rail. */
  readonly tools: readonly ToolView[];
  /** Beside the list of applications, for administrators. */
  readonly places: readonly HomePlace[];
  /** Everything that can be put on a page. */
  readonly components: readonly ComponentMetadata[];
}

/** The whole Studio: the tenant's applications, or the one that the address names. */
export function Studio(props: StudioProps) {
  const { path } = usePlace();
  const [locale, setLocale] = useState(preferredLocale);
  const messages = useMessages(studioMessages, locale);
  const language = useMemo(
    () => ({
      locale,
      choose(chosen: string) {
        rememberLocale(chosen);
        setLocale(chosen);
      },
    }),
    [locale],
  );
  const [, , tenant, ...rest] = path.split('/').map(decoded);
  return (
    <PlinthProvider locale={locale} direction={directionOf(locale)} messages={messages} density="compact" nonce={pageNonce}>
      <LanguageChoiceContext value={language}>
        <FailureBoundary title="Studio">
          {tenant === undefined || tenant === '' ? (
            <ChooseTenant recent={recentTenants()} />
          ) : (
            <SignedIn key={tenant} {...props} tenant={tenant} rest={rest} />
          )}
        </FailureBoundary>
      </LanguageChoiceContext>
    </PlinthProvider>
  );
}

interface SignedInProps extends StudioProps {
  readonly tenant: string;
  /** Of the address: application, kind and artefact. */
  readonly rest: readonly string[];
}

function SignedIn({ tenant, rest, views, tools, places, components }: SignedInProps) {
  const text = useText();
  const [place = '', ...within] = rest;
  const { application, branch } = placeOfAddress(place);
  const isHome = application === '' || application === toolMark;
  const [session, again] = useLoaded(useCallback((signal) => whoWorks(api, tenant, signal), [tenant]));
  // What the address opens comes while it is asked who works and what the branch holds.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is opened within the application is fetched when it is shown
  useEffect(() => {
    const { tool, view } = openedBy(within, views, tools);
    if (isHome) fetchAhead(home);
    else if (tool !== undefined) fetchAhead(tool);
    else if (view !== undefined) fetchAhead(view);
  }, [place]);
  const visitor = session.state === 'ready' && session.value.member === null;
  useEffect(() => {
    if (visitor) location.assign(signInAddress(tenant, location.pathname + location.search));
    else if (session.state === 'ready') rememberTenant(tenant);
  }, [visitor, session, tenant]);
  if (session.state === 'loading' || visitor) return <div className="studio-blank" aria-busy="true" />;
  if (session.state === 'failed') {
    return (
      <Whole>
        <StateMessage level={1} icon="alert-circle" title={session.error.message} action={text('page.retry', 'Try again')} onAction={again}>
          {session.error.hint}
        </StateMessage>
      </Whole>
    );
  }
  const { value } = session;
  if (value.member === null) return null;
  if (!mayBuild(value)) {
    return (
      <Whole>
        <StateMessage
          level={1}
          icon="lock"
          title={text('studio.noMaker', 'The Studio is for makers')}
          action={text('studio.use', 'Use applications')}
          onAction={() => location.assign(`/apps/${encodeURIComponent(tenant)}`)}
        >
          {text('studio.noMakerHelp', 'Ask an administrator of {tenant} to give you the role maker.', { tenant: value.tenant.name })}
        </StateMessage>
      </Whole>
    );
  }
  if (isHome) {
    return (
      <Fetched
        of={home}
        given={{ client: api, session: value, places, rest: within }}
        waiting={<div className="studio-blank" aria-busy="true" />}
      />
    );
  }
  return (
    <OpenApplication
      key={place}
      client={api}
      tenant={tenant}
      application={application}
      branch={branch}
      environments={value.environments}
      environment={value.environments[0]?.key ?? 'development'}
      member={value.member}
      tenantTheme={value.tenant.theme}
      views={views}
      tools={tools}
      components={components}
      rest={within}
      onLeave={() => go(`/studio/${encodeURIComponent(tenant)}`)}
    />
  );
}

function Whole({ children }: { readonly children: ReactNode }) {
  return <main className="studio-whole">{children}</main>;
}

function mayBuild({ member }: SessionInfo): boolean {
  return member?.tenantRoles.some((role) => role === 'maker' || role === 'administrator') ?? false;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
