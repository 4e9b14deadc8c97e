import { Menu } from '@mantine/core';
import { type Application, restoreApplication } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { asPlinthError } from '@plinth/foundation';
import { useState } from 'react';
import { exportApplication } from '../archive/export-application.ts';
import { CopyApplication } from './copy-application.tsx';
import { DeleteApplication } from './delete-application.tsx';
import { DeletedApplication } from './deleted-application.tsx';
import { HandOverApplication } from './hand-over-application.tsx';
import type { AtHome } from './home-place.ts';
import type { HomeNotice } from './notice-line.tsx';
import { RenameApplication } from './rename-application.tsx';

interface ApplicationMenuProps extends AtHome {
  readonly application: Application;
  onNotice(notice: HomeNotice): void;
  onChanged(): void;
}

/** What can be done with an application as a whole. */
export function ApplicationMenu({ application, client, session, onNotice, onChanged }: ApplicationMenuProps) {
  const text = useText();
  const [asking, setAsking] = useState<'copy' | 'rename' | 'hand-over' | 'delete' | null>(null);
  const { key, label, type, running, owner, deletedAt } = application;
  const tenant = session.tenant.key;
  const { member } = session;
  const isMine = owner.id === member?.id || (member?.tenantRoles.includes('administrator') ?? false);
  const tried = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (thrown) {
      const { message, hint } = asPlinthError(thrown);
      onNotice({ message, hint, bad: true });
    }
  };
  const restore = () =>
    tried(async () => {
      await client.call(restoreApplication, { tenant, application: key }, {});
      onNotice({ message: text('studio.home.broughtBack', '{label} is back.', { label }) });
      onChanged();
    });
  if (deletedAt !== null) return <DeletedApplication {...{ application, client, session, onNotice, onChanged }} />;
  const first = session.environments.find((environment) => running.some((each) => each.environment === environment.key));
  const more = text('studio.home.more', 'More about {label}', { label });
  const shared = { client, tenant, application, onClose: () => setAsking(null) };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <button type="button" className="studio-tool" aria-label={more} title={more}>
            <Icon name="dots" size={16} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {type === 'application' && first !== undefined ? (
            <Menu.Item
              leftSection={<Icon name="player-play" size={14} />}
              component="a"
              href={`/apps/${[tenant, first.key, key].map(encodeURIComponent).join('/')}`}
              target="_blank"
              rel="noreferrer"
            >
              {text('studio.home.openIn', 'Use in {environment}', { environment: first.key })}
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<Icon name="copy" size={14} />} onClick={() => setAsking('copy')}>
            {text('studio.home.duplicateApplication', 'Duplicate')}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="pencil" size={14} />} onClick={() => setAsking('rename')}>
            {text('studio.home.renameApplication', 'Rename')}
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon name="file-export" size={14} />}
            onClick={() => void tried(() => exportApplication(client, { tenant, application: key }))}
          >
            {text('studio.home.exportApplication', 'Export as files')}
          </Menu.Item>
          {isMine ? (
            <Menu.Item leftSection={<Icon name="user-check" size={14} />} onClick={() => setAsking('hand-over')}>
              {text('studio.home.handOver', 'Hand over')}
            </Menu.Item>
          ) : null}
          {isMine ? (
            <Menu.Item color="red" leftSection={<Icon name="trash" size={14} />} onClick={() => setAsking('delete')}>
              {text('studio.home.deleteApplication', 'Delete')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <CopyApplication {...shared} opened={asking === 'copy'} />
      <RenameApplication {...shared} opened={asking === 'rename'} onRenamed={onChanged} />
      <HandOverApplication
        {...shared}
        opened={asking === 'hand-over'}
        onHandedOver={(to) => {
          onNotice({ message: text('studio.home.handedOver', '{label} belongs to {to} now.', { label, to }) });
          onChanged();
        }}
      />
      <DeleteApplication
        {...shared}
        opened={asking === 'delete'}
        onDeleted={() => {
          const action = { title: text('studio.home.bringBack', 'Bring back'), run: () => void restore() };
          onNotice({ message: text('studio.home.wasDeleted', '{label} is deleted.', { label }), action });
          onChanged();
        }}
      />
    </>
  );
}
