import type { Application, SessionInfo } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';

interface ApplicationStateProps {
  readonly application: Application;
  readonly environments: SessionInfo['environments'];
}

/** Where an application runs, in which version, and whether there is something to publish. */
export function ApplicationState({ application, environments }: ApplicationStateProps) {
  const text = useText();
  const format = useFormat();
  const { running, latestVersion, changes, deletedAt } = application;
  if (deletedAt !== null) return <>{text('studio.home.deletedWhen', 'deleted {when}', { when: format.relative(deletedAt) })}</>;
  const order = (environment: string) => environments.findIndex(({ key }) => key === environment);
  const inOrder = [...running].sort((a, b) => order(a.environment) - order(b.environment));
  return (
    <div className="studio-application-state">
      {inOrder.map(({ environment, version, releasedAt }) => (
        <span key={environment} className="studio-tag" title={format.relative(releasedAt)}>
          {environment} <small>{version}</small>
        </span>
      ))}
      {latestVersion === null ? (
        <small>{text('studio.home.notPublished', 'not published yet')}</small>
      ) : changes === null || changes === 0 ? null : (
        <small data-tone="warn">
          {text('studio.home.changesSince', '{count, plural, one {# change} other {# changes}} since', { count: changes })}
        </small>
      )}
    </div>
  );
}
