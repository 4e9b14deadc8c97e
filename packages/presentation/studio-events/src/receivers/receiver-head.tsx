import { Button } from '@mantine/core';
import { type ReceiverShape, removeReceiver, setReceiverSecret, startReceiver, stopReceiver, testReceiver } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { StudioDialog, ToolButton, useAttempt, useWork } from '@plinth/studio-frame';
import { useState } from 'react';
import { ReceiverForm } from './receiver-form.tsx';
import { useReceiverState } from './receiver-state.ts';

interface ReceiverHeadProps {
  readonly environment: string;
  readonly receiver: ReceiverShape;
  onSecret(secret: string): void;
  onChanged(): void;
  onClose(): void;
}

/** Which receiver it is, how it stands, and what can be done with it. */
export function ReceiverHead({ environment, receiver, onSecret, onChanged, onClose }: ReceiverHeadProps) {
  const text = useText();
  const format = useFormat();
  const { client, tenant, say } = useWork();
  const attempt = useAttempt();
  const [asking, setAsking] = useState<'change' | 'secret' | 'remove' | null>(null);
  const { key, address, stopped, failingSince, toldBy, types, filter } = receiver;
  const { tone, title } = useReceiverState()(receiver);
  const at = { tenant, environment };
  const act = async (work: () => Promise<void>) => {
    await attempt(work);
    onChanged();
  };
  const test = () =>
    act(async () => {
      const { isTaken, last } = await client.call(testReceiver, at, { receiver: key });
      const answer = `${last.status ?? ''} ${last.answer}`.trim();
      if (isTaken) say({ message: text('studio.receivers.tested', 'It took the test event: {answer}', { answer }), tone: 'info' });
      else say({ message: text('studio.receivers.notTested', 'It did not take the test event: {answer}', { answer }), tone: 'bad' });
    });
  return (
    <div className="events-head">
      <div>
        <button type="button" className="studio-link" onClick={onClose}>
          {text('studio.receivers.all', 'All receivers')}
        </button>
        <h2>
          <bdi dir="ltr">{key}</bdi>{' '}
          <span className="events-tone" data-tone={tone}>
            {title}
            {failingSince === null || stopped !== null ? '' : ` · ${format.relative(failingSince)}`}
          </span>
        </h2>
        <p>
          <bdi dir="ltr">{address}</bdi>
        </p>
        <p>
          <bdi dir="ltr">{[types.join(', '), toldBy ?? '', filter].filter((each) => each !== '').join(' · ')}</bdi>
        </p>
      </div>
      <div className="events-acts">
        <ToolButton icon="bolt" label={text('studio.receivers.test', 'Send a test event')} onClick={() => void test()} />
        <ToolButton
          icon={stopped === null ? 'player-pause' : 'player-play'}
          label={stopped === null ? text('studio.receivers.stop', 'Stop sending') : text('studio.receivers.start', 'Send again')}
          onClick={() =>
            void act(async () => void (await client.call(stopped === null ? stopReceiver : startReceiver, at, { receiver: key })))
          }
        />
        <ToolButton icon="pencil" label={text('studio.receivers.change', 'Change {key}', { key })} onClick={() => setAsking('change')} />
        <ToolButton icon="key" label={text('studio.receivers.newSecret', 'Another secret')} onClick={() => setAsking('secret')} />
        <ToolButton icon="trash" label={text('studio.receivers.remove', 'Remove {key}', { key })} onClick={() => setAsking('remove')} />
      </div>
      {asking === 'change' ? (
        <ReceiverForm
          environment={environment}
          receiver={receiver}
          taken={[]}
          onClose={() => setAsking(null)}
          onKept={() => {
            setAsking(null);
            onChanged();
          }}
        />
      ) : asking === null ? null : (
        <Confirm
          title={
            asking === 'secret'
              ? text('studio.receivers.newSecret', 'Another secret')
              : text('studio.receivers.remove', 'Remove {key}', { key })
          }
          help={
            asking === 'secret'
              ? text(
                  'studio.receivers.newSecretHelp',
                  'For a day both sign, the one before and the new one, so that the other system can change over.',
                )
              : text('studio.receivers.removeHelp', 'Nothing more is sent to it, and what was sent is forgotten.')
          }
          isBad={asking === 'remove'}
          onClose={() => setAsking(null)}
          onDo={() =>
            act(async () => {
              if (asking === 'secret') onSecret((await client.call(setReceiverSecret, at, { receiver: key })).secret);
              else {
                await client.call(removeReceiver, at, { receiver: key });
                onClose();
              }
              setAsking(null);
            })
          }
        />
      )}
    </div>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly help: string;
  readonly isBad: boolean;
  onClose(): void;
  onDo(): Promise<void>;
}

function Confirm({ title, help, isBad, onClose, onDo }: ConfirmProps) {
  const text = useText();
  return (
    <StudioDialog opened title={title} onClose={onClose}>
      <p>{help}</p>
      <div className="studio-buttons">
        <Button {...(isBad ? { color: 'red' } : {})} onClick={() => void onDo()}>
          {title}
        </Button>
        <Button variant="default" onClick={onClose}>
          {text('studio.cancel', 'Cancel')}
        </Button>
      </div>
    </StudioDialog>
  );
}
