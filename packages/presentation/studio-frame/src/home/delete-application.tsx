import { type Application, type Client, deleteApplication } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { StudioDialog } from '../parts/studio-dialog.tsx';
import { TypedKeyForm } from './typed-key-form.tsx';

interface DeleteApplicationProps {
  readonly client: Client;
  readonly tenant: string;
  readonly application: Application;
  readonly opened: boolean;
  onClose(): void;
  onDeleted(): void;
}

/** Asks for the key of the application to be typed, says what comes of it, and deletes it. */
export function DeleteApplication({ client, tenant, application, opened, onClose, onDeleted }: DeleteApplicationProps) {
  const text = useText();
  const { key, label, running } = application;
  return (
    <StudioDialog opened={opened} onClose={onClose} title={text('studio.home.deleteTitle', 'Delete {label}?', { label })}>
      <TypedKeyForm
        wanted={key}
        help={
          running.length === 0
            ? text(
                'studio.home.deleteHelp',
                'It disappears from this list. Nothing stored is lost: it can be brought back under “Deleted”.',
              )
            : text(
                'studio.home.deleteRunningHelp',
                'It stops at once in {environments}, for everybody who uses it. Nothing stored is lost: it can be brought back under “Deleted”.',
                { environments: running.map(({ environment }) => environment).join(', ') },
              )
        }
        label={text('studio.home.typeKey', 'Type {key} to delete it', { key })}
        agree={text('studio.home.deleteApplication', 'Delete')}
        onAgree={async () => {
          await client.call(deleteApplication, { tenant, application: key }, {});
          onClose();
          onDeleted();
        }}
      />
    </StudioDialog>
  );
}
