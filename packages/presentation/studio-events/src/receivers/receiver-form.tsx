import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type ReceiverShape, setReceiver } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { FailureLine, StudioDialog, useWork } from '@plinth/studio-frame';
import { type FormEvent, useState } from 'react';

interface ReceiverFormProps {
  readonly environment: string;
  /** Null for a new one. */
  readonly receiver: ReceiverShape | null;
  readonly taken: readonly string[];
  onClose(): void;
  onKept(key: string, secret: string | null): void;
}

const keyForm = /^[a-z][a-z0-9-]{0,62}$/;

/** Where events are sent, and which. */
export function ReceiverForm({ environment, receiver, taken, onClose, onKept }: ReceiverFormProps) {
  const text = useText();
  const { client, tenant, application } = useWork();
  const [key, setKey] = useState(receiver?.key ?? '');
  const [address, setAddress] = useState('');
  const [types, setTypes] = useState((receiver?.types ?? ['plinth.record.*']).join(', '));
  const [only, setOnly] = useState(receiver === null ? application : (receiver.toldBy ?? ''));
  const [filter, setFilter] = useState(receiver?.filter ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const list = types.split(/[\s,]+/).filter((type) => type !== '');
  const isTaken = receiver === null && taken.includes(key);
  const isWrong = key !== '' && !keyForm.test(key);
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const given = { types: list, filter: filter.trim(), toldBy: only === '' ? null : only };
    try {
      const { secret } = await client.call(
        setReceiver,
        { tenant, environment },
        { receiver: key, ...given, ...(address === '' ? {} : { address }) },
      );
      onKept(key, secret);
    } catch (thrown) {
      setError(asPlinthError(thrown));
      setBusy(false);
    }
  };
  const applications = [...new Set([application, only].filter((each) => each !== ''))];
  return (
    <StudioDialog
      opened
      title={receiver === null ? text('studio.receivers.add', 'New receiver') : text('studio.receivers.change', 'Change {key}', { key })}
      onClose={onClose}
    >
      <form className="studio-form" onSubmit={(event) => void keep(event)}>
        {receiver === null ? (
          <TextInput
            data-autofocus
            required
            label={text('studio.receivers.key', 'Name of the receiver')}
            description={text('studio.receivers.keyHelp', 'Small letters, digits and hyphens: what you call the other system.')}
            value={key}
            spellCheck={false}
            autoComplete="off"
            dir="ltr"
            error={
              isTaken
                ? text('studio.receivers.keyTaken', 'There is one of this name.')
                : isWrong
                  ? text('studio.receivers.keyWrong', 'Begin with a small letter.')
                  : undefined
            }
            onChange={({ currentTarget }) => setKey(currentTarget.value.trim().toLowerCase())}
          />
        ) : null}
        <TextInput
          required={receiver === null}
          label={text('studio.receivers.address', 'Address')}
          description={
            receiver === null
              ? text('studio.receivers.addressHelp', 'Where the other system takes webhooks: https://…')
              : text('studio.receivers.addressKept', 'Empty: as it is, {address}', { address: receiver.address })
          }
          value={address}
          spellCheck={false}
          autoComplete="off"
          dir="ltr"
          onChange={({ currentTarget }) => setAddress(currentTarget.value.trim())}
        />
        <TextInput
          required
          label={text('studio.events.types', 'Types, such as plinth.record.*')}
          value={types}
          spellCheck={false}
          dir="ltr"
          onChange={({ currentTarget }) => setTypes(currentTarget.value)}
        />
        <NativeSelect
          label={text('studio.receivers.from', 'Told by')}
          value={only}
          data={[
            ...applications.map((each) => ({ value: each, label: each })),
            { value: '', label: text('studio.receivers.anybody', 'Anybody in this environment') },
          ]}
          onChange={({ currentTarget }) => setOnly(currentTarget.value)}
        />
        <Textarea
          autosize
          maxLength={2000}
          label={text('studio.receivers.filter', 'Only where this is true')}
          description={text('studio.receivers.filterHelp', 'FEEL over event, such as event.data.amount > 100. Empty: all of them.')}
          value={filter}
          spellCheck={false}
          dir="ltr"
          onChange={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <FailureLine error={error} />
        <Button type="submit" loading={busy} disabled={!keyForm.test(key) || isTaken || list.length === 0}>
          {text('studio.receivers.keep', 'Keep')}
        </Button>
      </form>
    </StudioDialog>
  );
}
