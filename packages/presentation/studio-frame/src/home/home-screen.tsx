import { Button } from '@mantine/core';
import { type Application, type Client, listApplications, listReleases, type Release, type SessionInfo } from '@plinth/api-contract';
import { Icon, useFormat, useText } from '@plinth/component-kit';
import { follow, useLoaded } from '@plinth/web-shell';
import { useCallback, useState } from 'react';
import { addressOf } from '../frame/address.ts';
import { Colours } from '../frame/colours.tsx';
import { LanguageChoice } from '../frame/language-choice.tsx';
import { StateMessage } from '../parts/state-message.tsx';
import { NewApplication } from './new-application.tsx';

interface HomeScreenProps {
  readonly client: Client;
  readonly session: SessionInfo;
}

interface Listed {
  readonly application: Application;
  /** What runs in each environment, the newest of each. */
  readonly running: readonly Release[];
}

/** The applications of the tenant: open one, or begin another. */
export function HomeScreen({ client, session }: HomeScreenProps) {
  const text = useText();
  const tenant = session.tenant.key;
  const [creating, setCreating] = useState(false);
  const [search, setSearch] = useState('');
  const [listed, again] = useLoaded(useCallback((signal) => load(client, tenant, signal), [client, tenant]));
  const wanted = search.trim().toLocaleLowerCase();
  const all = listed.state === 'ready' ? listed.value : [];
  const shown = all.filter(({ application }) => `${application.label} ${application.key}`.toLocaleLowerCase().includes(wanted));
  const begin = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setCreating(true)}>
      {text('studio.newApplication', 'New application')}
    </Button>
  );
  return (
    <div className="studio-home">
      <header className="studio-top">
        <span className="studio-mark">
          <Icon name="stack-2" size={18} />
        </span>
        <span className="studio-application">
          <bdi>{session.tenant.name}</bdi>
        </span>
        <span className="studio-grow" />
        <a className="studio-tool" href={`/apps/${encodeURIComponent(tenant)}`}>
          <Icon name="apps" size={15} />
          <span>{text('studio.use', 'Use applications')}</span>
        </a>
        <LanguageChoice />
        <Colours />
      </header>
      <main className="studio-home-main">
        <div className="studio-home-head">
          <h1>{text('studio.applications', 'Applications')}</h1>
          {all.length > 5 ? (
            <input
              className="studio-search"
              type="search"
              aria-label={text('studio.filter', 'Filter')}
              placeholder={text('studio.filter', 'Filter')}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          ) : null}
          <span className="studio-grow" />
          {all.length > 0 ? begin : null}
        </div>
        {listed.state === 'failed' ? (
          <StateMessage icon="alert-circle" title={listed.error.message} action={text('page.retry', 'Try again')} onAction={again}>
            {listed.error.hint}
          </StateMessage>
        ) : null}
        {listed.state === 'loading' ? <div className="studio-home-loading" aria-busy="true" /> : null}
        {listed.state === 'ready' && all.length === 0 ? (
          <div className="studio-invitation">
            <StateMessage icon="wand" title={text('studio.firstApplication', 'Make your first application')}>
              {text('studio.firstApplicationHelp', 'It starts with an empty page. You can change everything later, and undo every step.')}
            </StateMessage>
            {begin}
          </div>
        ) : null}
        {shown.length > 0 ? <ApplicationTable tenant={tenant} listed={shown} /> : null}
        {all.length > 0 && shown.length === 0 ? (
          <p className="studio-none">{text('studio.nothingFound', 'Nothing is called that.')}</p>
        ) : null}
      </main>
      <NewApplication client={client} tenant={tenant} opened={creating} onClose={() => setCreating(false)} />
    </div>
  );
}

function ApplicationTable({ tenant, listed }: { readonly tenant: string; readonly listed: readonly Listed[] }) {
  const text = useText();
  const format = useFormat();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="studio-applications" tabIndex={0} aria-label={text('studio.applications', 'Applications')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text('studio.application', 'Application')}</th>
            <th scope="col">{text('studio.version', 'Version')}</th>
            <th scope="col">{text('studio.running', 'Running in')}</th>
            <th scope="col">{text('studio.lastRelease', 'Last published')}</th>
          </tr>
        </thead>
        <tbody>
          {listed.map(({ application, running }) => (
            <tr key={application.key}>
              <td>
                <a href={addressOf(tenant, application.key)} onClick={follow}>
                  <Icon name={application.type === 'module' ? 'package' : 'app-window'} size={16} />
                  <bdi>{application.label}</bdi>
                </a>
                <small>{application.key}</small>
              </td>
              <td>{application.latestVersion ?? text('studio.neverPublished', 'none yet')}</td>
              <td>
                {running.map(({ environment, version }) => (
                  <span key={environment} className="studio-tag">
                    {environment} <small>{version}</small>
                  </span>
                ))}
              </td>
              <td>
                {running.length === 0
                  ? text('studio.created', 'created {when}', { when: format.relative(application.createdAt) })
                  : format.relative(latest(running))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

async function load(client: Client, tenant: string, signal: AbortSignal): Promise<readonly Listed[]> {
  const { items } = await client.call(listApplications, { tenant }, {}, { signal });
  return Promise.all(
    items.map(async (application) => {
      const releases = await client.call(listReleases, { tenant, application: application.key }, {}, { signal });
      const newest = new Map<string, Release>();
      for (const release of releases.items) if (!newest.has(release.environment)) newest.set(release.environment, release);
      return { application, running: [...newest.values()] };
    }),
  );
}

function latest(releases: readonly Release[]): string {
  return (
    releases
      .map(({ releasedAt }) => releasedAt)
      .sort()
      .at(-1) ?? ''
  );
}
