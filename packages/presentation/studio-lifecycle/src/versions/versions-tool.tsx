import '../studio-lifecycle.css';
import { listReleases, listVersions, type Release, type Version } from '@plinth/api-contract';
import { definitionOf } from '@plinth/app-definition';
import { Icon, useFormat, useText } from '@plinth/component-kit';
import { PanelSection, StateMessage, useWork, WorkArea } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback } from 'react';
import { Comparison } from '../changes/comparison.tsx';
import { useRestore } from '../changes/restore.ts';
import { definitionAt, endWords } from '../compare/compare-end.ts';
import { ReleaseVersion } from './release-version.tsx';

/** The versions of the application, what each changed, and where they run. The first of `rest` is a version. */
export function VersionsTool({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const format = useFormat();
  const { client, tenant, application, environments, openTool } = useWork();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const at = { tenant, application };
      const [versions, releases] = await Promise.all([
        client.call(listVersions, at, {}, { signal }),
        client.call(listReleases, at, {}, { signal }),
      ]);
      return { versions: versions.items, releases: releases.items };
    },
    [client, tenant, application],
  );
  const [loaded, again] = useLoaded(load);
  const { versions, releases } = loaded.state === 'ready' ? loaded.value : { versions: [], releases: [] };
  const at = rest[0] === undefined ? 0 : versions.findIndex(({ version }) => version === rest[0]);
  const shown = versions[at];
  const running = environments.map(({ key, name }) => ({ key, name, release: releases.find(({ environment }) => environment === key) }));
  const side = (
    <PanelSection name="versions" title={text('studio.tool.versions', 'Versions')} grow>
      <ul className="studio-artefacts" aria-busy={loaded.state === 'loading' || undefined}>
        {versions.map((version) => (
          <li key={version.version}>
            <button
              type="button"
              aria-current={version === shown ? 'page' : undefined}
              onClick={() => openTool('versions', version.version)}
            >
              <Icon name="tag" size={14} />
              <bdi>{version.version}</bdi>
              <small title={format.dateTime(version.createdAt)}>{format.relative(version.createdAt)}</small>
            </button>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
  return (
    <WorkArea side={side}>
      {loaded.state === 'loading' ? (
        <div className="studio-waiting" aria-busy="true" />
      ) : loaded.state === 'failed' ? (
        <StateMessage icon="alert-circle" title={loaded.error.message} action={text('page.retry', 'Try again')} onAction={again}>
          {loaded.error.hint}
        </StateMessage>
      ) : shown === undefined ? (
        <StateMessage
          icon="tag"
          title={
            versions.length === 0 ? text('studio.noVersions', 'No version yet') : text('studio.noSuchVersion', 'There is no such version')
          }
        >
          {text('studio.noVersionsHelp', 'Publishing makes a version: what people use never changes under them until the next one.')}
        </StateMessage>
      ) : (
        <OneVersion key={shown.version} shown={shown} former={versions[at + 1]} running={running} onReleased={again} />
      )}
    </WorkArea>
  );
}

interface Running {
  readonly key: string;
  readonly name: string;
  readonly release: Release | undefined;
}

interface OneVersionProps {
  readonly shown: Version;
  readonly former: Version | undefined;
  readonly running: readonly Running[];
  onReleased(): void;
}

function OneVersion({ shown, former, running, onReleased }: OneVersionProps) {
  const text = useText();
  const format = useFormat();
  const work = useWork();
  const { tenant, application } = work;
  const before = former?.version ?? null;
  const load = useCallback(
    async (signal: AbortSignal) => {
      const contentOf = (version: string) => definitionAt(work, { kind: 'version', version }, signal);
      const [older, newer] = await Promise.all([before === null ? definitionOf([]) : contentOf(before), contentOf(shown.version)]);
      return { older, newer };
    },
    [work, shown.version, before],
  );
  const [loaded, again] = useLoaded(load);
  const contents = loaded.state === 'ready' ? loaded.value : null;
  const nameOf = (version: string | null) =>
    version === null ? text('studio.endNothing', 'nothing') : endWords({ kind: 'version', version }, text, format);
  const names = { before: nameOf(before), after: nameOf(shown.version) };
  const restore = useRestore(names.before);
  const locked = Object.entries(shown.components);
  return (
    <div className="lifecycle-page">
      <header className="lifecycle-head">
        <h2>{text('studio.versionTitle', 'Version {version}', { version: shown.version })}</h2>
        <small>{format.dateTime(shown.createdAt)}</small>
      </header>
      {shown.notes === '' ? null : (
        <p className="lifecycle-notes">
          <bdi>{shown.notes}</bdi>
        </p>
      )}
      <table className="lifecycle-environments">
        <caption>{text('studio.environments', 'Environments')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('studio.environment', 'Environment')}</th>
            <th scope="col">{text('studio.runs', 'Runs')}</th>
            <th scope="col">{text('studio.since', 'Since')}</th>
            <th scope="col">{text('studio.toDo', 'Actions')}</th>
          </tr>
        </thead>
        <tbody>
          {running.map(({ key, name, release }) => (
            <tr key={key}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td>{release?.version ?? text('studio.nothingRuns', 'nothing yet')}</td>
              <td>{release === undefined ? '' : format.dateTime(release.releasedAt)}</td>
              <td>
                {release?.version === shown.version ? (
                  <a href={`/apps/${[tenant, key, application].map(encodeURIComponent).join('/')}`} target="_blank" rel="noreferrer">
                    {text('studio.preview', 'Preview')}
                  </a>
                ) : (
                  <ReleaseVersion version={shown.version} environment={key} name={name} onReleased={onReleased} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className="lifecycle-title">
        {before === null
          ? text('studio.firstVersion', 'What it has')
          : text('studio.versionChanges', 'What it changed since {version}', { version: before })}
      </h3>
      {loaded.state === 'failed' ? (
        <p className="studio-none">
          {loaded.error.message}{' '}
          <button type="button" className="studio-link" onClick={again}>
            {text('page.retry', 'Try again')}
          </button>
        </p>
      ) : contents === null ? (
        <div className="studio-waiting" aria-busy="true" />
      ) : (
        <Comparison before={contents.older} after={contents.newer} names={names} {...(before === null ? {} : { restore })} />
      )}
      <details className="lifecycle-lock">
        <summary>
          {text('studio.lock', '{count, plural, one {# component version is fixed} other {# component versions are fixed}}', {
            count: locked.length,
          })}
        </summary>
        <ul>
          {locked.map(([component, version]) => (
            <li key={component}>
              <code>{component}</code> {version}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
