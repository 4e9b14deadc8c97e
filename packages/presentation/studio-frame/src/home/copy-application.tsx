import type { Application, Client } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { go } from '@plinth/web-shell';
import { addressOf } from '../frame/address.ts';
import { createUnderFreeKey } from './create-under-free-key.ts';
import { NameDialog } from './name-dialog.tsx';

interface CopyApplicationProps {
  readonly client: Client;
  readonly tenant: string;
  readonly application: Application;
  readonly opened: boolean;
  onClose(): void;
}

/** Asks what a copy is called, makes it and opens it. */
export function CopyApplication({ client, tenant, application, opened, onClose }: CopyApplicationProps) {
  const text = useText();
  const { key, label, type } = application;
  return (
    <NameDialog
      opened={opened}
      title={text('studio.home.duplicateTitle', 'Duplicate {label}', { label })}
      name={text('studio.home.copyOf', 'Copy of {label}', { label }).slice(0, 120)}
      help={text('studio.home.duplicateHelp', 'It begins with everything that is built. Records, versions and history are not copied.')}
      doing={text('studio.home.duplicateApplication', 'Duplicate')}
      onClose={onClose}
      onName={async (name) => go(addressOf(tenant, await createUnderFreeKey(client, tenant, { label: name, type, from: key })))}
    />
  );
}
