import { type Application, removeApplication, restoreApplication } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError } from '@plinth/foundation';
import { useState } from 'react';
import { StudioDialog } from '../parts/studio-dialog.tsx';
import type { AtHome } from './home-place.ts';
import type { HomeNotice } from './notice-line.tsx';
import { TypedKeyForm } from './typed-key-form.tsx';

interface DeletedApplicationProps extends AtHome {
  readonly application: Application;
  onNotice(notice: HomeNotice): void;
  onChanged(): void;
}

/** What can be done with an application that was deleted: its owner brings it back, and administrators remove it for good. */
export function DeletedApplication({ application, client, session, onNotice, onChanged }: DeletedApplicationProps) {
  const text = useText();
  const [asking, setAsking] = useState(false);
  const { key, label, owner } = application;
  const place = { tenant: session.tenant.key, application: key };
  const administers = session.member?.tenantRoles.includes('administrator') ?? false;
  const restore = async () => {
    try {
      await client.call(restoreApplication, place, {});
      onNotice({ message: text('studio.home.broughtBack', '{label} is back.', { label }) });
      onChanged();
    } catch (thrown) {
      const { message, hint } = asPlinthError(thrown);
      onNotice({ message, hint, bad: true });
    }
  };
  if (!administers && owner.id !== session.member?.id) return null;
  return (
    <div className="studio-deleted">
      <button type="button" className="studio-link" onClick={() => void restore()}>
        {text('studio.home.bringBack', 'Bring back')}
      </button>
      {administers ? (
        <button type="button" className="studio-link" data-tone="bad" onClick={() => setAsking(true)}>
          {text('studio.home.remove', 'Remove for good')}
        </button>
      ) : null}
      <StudioDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={text('studio.home.removeTitle', 'Remove {label} for good?', { label })}
      >
        <TypedKeyForm
          wanted={key}
          help={text(
            'studio.home.removeHelp',
            'Everything that was built is taken away with its history and versions, and in every environment its records, files, processes and settings. Nobody can bring that back. The audit keeps what it says of it.',
          )}
          label={text('studio.home.typeKeyToRemove', 'Type {key} to remove it for good', { key })}
          agree={text('studio.home.remove', 'Remove for good')}
          onAgree={async () => {
            await client.call(removeApplication, place, {});
            setAsking(false);
            onNotice({ message: text('studio.home.wasRemoved', '{label} is removed. Its key is free in a moment.', { label }) });
            onChanged();
          }}
        />
      </StudioDialog>
    </div>
  );
}
