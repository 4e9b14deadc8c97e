import { listLauncher } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { api, follow, go, rememberTenant, signInAddress, useLoaded } from '@plinth/web-shell';
import { useCallback, useEffect } from 'react';
import { BrandMark } from '../parts/brand-mark.tsx';
import { StateMessage } from '../parts/state-message.tsx';
import { PersonMenu } from '../shell/person-menu.tsx';
import { useSession } from '../shell/use-session.ts';

/** The applications a person may open. */
export function LauncherScreen({ tenant }: { readonly tenant: string }) {
  const text = useText();
  const person = useSession(tenant);
  const [launcher, again] = useLoaded(useCallback((signal) => api.call(listLauncher, { tenant }, {}, { signal }), [tenant]));
  const refused = launcher.state === 'failed' && launcher.error.status === 401;
  useEffect(() => {
    if (refused) go(signInAddress(tenant, `/apps/${encodeURIComponent(tenant)}`), { replace: true });
    if (launcher.state === 'ready') {
      rememberTenant(tenant);
      document.title = `${launcher.value.tenant.label} · Plinth`;
    }
  }, [refused, tenant, launcher]);
  const name = launcher.state === 'ready' ? launcher.value.tenant.label : '';
  return (
    <div className="player-launcher">
      <header className="player-header">
        <BrandMark size={26} />
        <span className="player-header-name">{name}</span>
        <span className="player-header-space" />
        <PersonMenu tenant={tenant} person={person} />
      </header>
      <main className="player-launcher-main">
        <h1 className="player-launcher-title">{text('player.applications', 'Your applications')}</h1>
        {launcher.state === 'loading' || refused ? (
          <div className="player-cards" role="status" aria-label={text('page.loading', 'Loading')}>
            {[0, 1, 2].map((card) => (
              <div key={card} className="player-card-skeleton" />
            ))}
          </div>
        ) : launcher.state === 'failed' ? (
          <StateMessage
            level={2}
            icon="alert-circle"
            title={launcher.error.message}
            action={text('page.retry', 'Try again')}
            onAction={again}
          >
            {launcher.error.hint}
          </StateMessage>
        ) : launcher.value.applications.length === 0 ? (
          <StateMessage level={2} icon="apps" title={text('player.noApplications', 'Nothing to open yet')}>
            {text('player.noApplicationsHint', 'Applications appear here when one is published and a role in it is given to you.')}
          </StateMessage>
        ) : (
          <ul className="player-cards">
            {launcher.value.applications.map((application) => (
              <li key={`${application.key}@${application.environment.key}`}>
                <ApplicationCard tenant={tenant} application={application} />
              </li>
            ))}
          </ul>
        )}
      </main>
    </div>
  );
}

interface LaunchedApplication {
  readonly key: string;
  readonly label: string;
  readonly description?: string;
  readonly icon?: string;
  readonly environment: { readonly key: string; readonly label: string };
  readonly version: string;
}

function ApplicationCard({ tenant, application }: { readonly tenant: string; readonly application: LaunchedApplication }) {
  const address = `/apps/${[tenant, application.environment.key, application.key].map(encodeURIComponent).join('/')}`;
  return (
    <a href={address} className="player-card" onClick={follow}>
      <span className="player-tile">
        <Icon name={application.icon ?? 'apps'} size={22} />
      </span>
      <span className="player-card-words">
        <span className="player-card-name">{application.label}</span>
        {application.description === undefined ? null : <span className="player-card-text">{application.description}</span>}
        <span className="player-card-meta">
          {application.environment.key === 'production' ? null : (
            <span className="player-environment">{application.environment.label}</span>
          )}
          <span>{application.version}</span>
        </span>
      </span>
    </a>
  );
}
