import { Button, NativeSelect } from '@mantine/core';
import { type Application, type Client, handOverApplication, listPossibleOwners } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { useLoaded } from '@plinth/web-shell';
import { type FormEvent, useCallback, useState } from 'react';
import { FailureLine } from '../parts/failure-line.tsx';
import { StudioDialog } from '../parts/studio-dialog.tsx';

interface HandOverApplicationProps {
  readonly client: Client;
  readonly tenant: string;
  readonly application: Application;
  readonly opened: boolean;
  onClose(): void;
  /** Told the name of the new owner. */
  onHandedOver(to: string): void;
}

/** Asks which colleague an application is to belong to, and says what that means. */
export function HandOverApplication({ opened, onClose, ...form }: HandOverApplicationProps) {
  const text = useText();
  const { label } = form.application;
  return (
    <StudioDialog opened={opened} onClose={onClose} title={text('studio.home.handOverTitle', 'Hand over {label}', { label })}>
      <HandOverForm {...form} onClose={onClose} />
    </StudioDialog>
  );
}

function HandOverForm({ client, tenant, application, onClose, onHandedOver }: Omit<HandOverApplicationProps, 'opened'>) {
  const text = useText();
  const { key } = application;
  const [chosen, setChosen] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const [loaded, again] = useLoaded(
    useCallback((signal) => client.call(listPossibleOwners, { tenant, application: key }, {}, { signal }), [client, tenant, key]),
  );
  const makers = loaded.state === 'ready' ? loaded.value.items : [];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const handed = await client.call(handOverApplication, { tenant, application: key }, { member: chosen });
      onClose();
      onHandedOver(handed.owner.name);
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  return (
    <form className="studio-form" onSubmit={(event) => void submit(event)}>
      <p>
        {text(
          'studio.home.handOverHelp',
          'Only its owner and administrators may delete it, bring it back or hand it over. Everybody who makes applications goes on working on it.',
        )}
      </p>
      {loaded.state === 'ready' && makers.length === 0 ? (
        <p role="status">{text('studio.home.handOverNobody', 'Nobody else makes applications here. An administrator gives that right.')}</p>
      ) : (
        <NativeSelect
          label={text('studio.home.handOverTo', 'New owner')}
          required
          withAsterisk={false}
          value={chosen}
          disabled={loaded.state !== 'ready'}
          data={[
            { value: '', label: text('studio.home.handOverChoose', 'Choose somebody') },
            ...makers.map((maker) => ({ value: maker.id, label: maker.name })),
          ]}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          data-autofocus
        />
      )}
      {loaded.state === 'failed' ? (
        <p role="alert" className="studio-failure">
          {loaded.error.message}{' '}
          <button type="button" className="studio-link" onClick={again}>
            {text('page.retry', 'Try again')}
          </button>
        </p>
      ) : null}
      <FailureLine error={error} />
      <Button type="submit" loading={busy} disabled={chosen === ''}>
        {text('studio.home.handOver', 'Hand over')}
      </Button>
    </form>
  );
}
