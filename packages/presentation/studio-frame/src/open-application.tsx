import type { Client, SessionInfo } from '@plinth/api-contract';
import type { ComponentMetadata } from '@plinth/component-contract';
import { useText } from '@plinth/component-kit';
import { openSession } from '@plinth/studio-session';
import { go, useLoaded } from '@plinth/web-shell';
import { useCallback, useEffect } from 'react';
import { addressOf, mainBranch } from './frame/address.ts';
import { Frame } from './frame/frame.tsx';
import { FrameSkeleton } from './frame/frame-skeleton.tsx';
import { StateMessage } from './parts/state-message.tsx';
import type { ArtefactView } from './work/artefact-view.ts';
import { createWork } from './work/studio-work.ts';
import { type ToolView, toolMark } from './work/tool-view.ts';
import { WorkContext } from './work/use-work.ts';

interface OpenApplicationProps {
  readonly client: Client;
  readonly tenant: string;
  readonly application: string;
  readonly branch: string;
  readonly environment: string;
  readonly environments: SessionInfo['environments'];
  readonly member: NonNullable<SessionInfo['member']>;
  readonly tenantTheme: SessionInfo['tenant']['theme'];
  readonly views: readonly ArtefactView[];
  readonly tools: readonly ToolView[];
  readonly components: readonly ComponentMetadata[];
  /** Of the address, after the application: a kind and an artefact, or the mark of a tool, its key and more. */
  readonly rest: readonly string[];
  onLeave(): void;
}

/** Joins the branch, then shows the frame; leaves it when another screen is shown. */
export function OpenApplication(props: OpenApplicationProps) {
  const { client, tenant, application, branch, environment, environments, member, tenantTheme, views, tools, components, rest, onLeave } =
    props;
  const [kind, artefact] = rest;
  const text = useText();
  const open = useCallback(async () => {
    const session = await openSession(client, { tenant, application, branch, memberId: member.id });
    const address = addressOf(tenant, application, branch);
    return createWork({
      client,
      tenant,
      application,
      branch,
      environment,
      environments,
      member,
      ...(tenantTheme === undefined ? {} : { tenantTheme }),
      session,
      components,
      views,
      tools,
      openArtefact(id) {
        const record = session.store.definition.records.get(id);
        if (record !== undefined) go(`${address}/${record.kind}/${encodeURIComponent(id)}`);
      },
      openTool: (key, more) => go([address, toolMark, key, ...more.map(encodeURIComponent)].join('/')),
      openBranch: (other) => go(addressOf(tenant, application, other)),
    });
  }, [client, tenant, application, branch, environment, environments, member, tenantTheme, views, tools, components]);
  const [work, again] = useLoaded(open);
  const opened = work.state === 'ready' ? work.value : null;
  useEffect(() => {
    if (opened === null) return;
    return () => void opened.close();
  }, [opened]);
  useEffect(() => {
    opened?.session.show({ artefact: kind === toolMark ? null : (artefact ?? null), selection: [] });
  }, [opened, kind, artefact]);
  if (work.state === 'loading') return <FrameSkeleton />;
  if (work.state === 'failed') {
    const missing = work.error.status === 404;
    return (
      <main className="studio-whole">
        <StateMessage
          level={1}
          icon={missing ? 'help' : 'alert-circle'}
          title={
            missing
              ? branch === mainBranch
                ? text('studio.noApplication', 'There is no application {key}', { key: application })
                : text('studio.noBranch', 'There is no branch {branch} of {key}', { branch, key: application })
              : work.error.message
          }
          action={missing ? text('studio.allApplications', 'All applications') : text('page.retry', 'Try again')}
          onAction={missing ? onLeave : again}
        >
          {work.error.hint}
        </StateMessage>
      </main>
    );
  }
  return (
    <WorkContext value={work.value}>
      <Frame rest={rest} />
    </WorkContext>
  );
}
