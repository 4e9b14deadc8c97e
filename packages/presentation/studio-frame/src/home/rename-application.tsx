import { type Application, appendActions, type Client } from '@plinth/api-contract';
import { appId, currentSchemaVersion } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { shortId } from '@plinth/foundation';
import { homeErrors } from '../errors.ts';
import { NameDialog } from './name-dialog.tsx';

interface RenameApplicationProps {
  readonly client: Client;
  readonly tenant: string;
  readonly application: Application;
  readonly opened: boolean;
  onClose(): void;
  onRenamed(): void;
}

/** Asks for another name; who uses the application sees it when it is published. */
export function RenameApplication({ client, tenant, application, opened, onClose, onRenamed }: RenameApplicationProps) {
  const text = useText();
  const { key, label } = application;
  const rename = async (value: string) => {
    const body = { type: 'RECORD_UPDATE', payload: { id: appId, path: ['label'], value } };
    const known = { id: shortId(), actor: 'member', schemaVersion: currentSchemaVersion };
    const intent = text('studio.home.renameStep', 'Rename the application');
    // Others may be at work: whoever comes second goes behind them.
    for (let seen = application.position, kept = false; !kept; ) {
      const action = { ...known, ...body, intent, seen };
      const answer = await client.call(appendActions, { tenant, application: key }, { expectedPosition: seen, actions: [action] });
      if (answer.refused[known.id] !== undefined) throw homeErrors.notRenamed();
      kept = answer.entries.some((entry) => entry.action.id === known.id);
      seen = answer.position;
    }
    onClose();
    onRenamed();
  };
  return (
    <NameDialog
      opened={opened}
      title={text('studio.home.renameTitle', 'Rename {label}', { label })}
      name={label}
      help={text('studio.home.renameHelp', 'Its key and its address stay. Who uses it sees the name when it is next published.')}
      doing={text('studio.home.renameApplication', 'Rename')}
      onClose={onClose}
      onName={rename}
    />
  );
}
