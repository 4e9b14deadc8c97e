import { Button, Textarea } from '@mantine/core';
import { type DeadLetterShape, discardDeadLetters, listDeadLetters, redriveDeadLetters } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { asPlinthError } from '@plinth/foundation';
import { StateMessage, StudioDialog, ToolButton, useWork } from '@plinth/studio-frame';
import { useCallback, useDeferredValue, useState } from 'react';
import { LetterTable } from './letter-table.tsx';
import type { ShownPayload } from './payload-panel.tsx';
import { useAsked } from './use-asked.ts';

interface DeadLettersProps {
  readonly environment: string;
  readonly shown: string | null;
  onShow(shown: ShownPayload): void;
}

const pageSize = 100;

/** Events that a consumer could not take: why, and what is to become of them. */
export function DeadLetters({ environment, shown, onShow }: DeadLettersProps) {
  const text = useText();
  const format = useFormat();
  const work = useWork();
  const { client, tenant } = work;
  const mayAct = work.member.tenantRoles.includes('administrator');
  const [search, setSearch] = useState('');
  const [discarded, setDiscarded] = useState(false);
  const [pages, setPages] = useState(1);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isGivingUp, setGivingUp] = useState(false);
  const [isRedrivingAll, setRedrivingAll] = useState(false);
  const wanted = useDeferredValue(search.trim());
  const { value, error, again } = useAsked(
    useCallback(
      async (signal: AbortSignal) => {
        if (!mayAct) return [];
        const items: DeadLetterShape[] = [];
        for (let page = 0; page < pages; page++) {
          const after = items.at(-1)?.id;
          const question = {
            limit: pageSize,
            discarded,
            ...(wanted === '' ? {} : { text: wanted }),
            ...(after === undefined ? {} : { after }),
          };
          const answer = await client.call(listDeadLetters, { tenant, environment }, question, { signal });
          items.push(...answer.items);
          if (answer.items.length < pageSize) break;
        }
        return items;
      },
      [client, tenant, environment, wanted, discarded, pages, mayAct],
    ),
  );
  if (!mayAct)
    return (
      <StateMessage icon="lock" title={text('studio.events.lettersLocked', 'Dead letters are the administrators’ matter')}>
        {text('studio.events.lettersLockedHelp', 'They hold what others have sent, which only who administers the tenant may see.')}
      </StateMessage>
    );
  const letters = value ?? [];
  const ids = letters.flatMap(({ id }) => (chosen.has(id) ? [id] : []));
  const act = async (done: Promise<unknown>) => {
    try {
      await done;
      setChosen(new Set());
      setGivingUp(false);
      setRedrivingAll(false);
    } catch (thrown) {
      const { message, hint } = asPlinthError(thrown);
      work.say({ message, hint, tone: 'bad' });
    }
    again();
  };
  const at = { tenant, environment };
  return (
    <>
      <div className="events-filter">
        <input
          type="search"
          maxLength={200}
          value={search}
          aria-label={text('studio.events.search', 'Search in events')}
          placeholder={text('studio.events.search', 'Search in events')}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <label>
          <input
            type="checkbox"
            checked={discarded}
            onChange={({ currentTarget }) => {
              setDiscarded(currentTarget.checked);
              setChosen(new Set());
            }}
          />
          {text('studio.events.givenUp', 'Those that were given up')}
        </label>
        <ToolButton icon="refresh" label={text('studio.run.refresh', 'Ask again')} onClick={again} />
        {discarded ? null : (
          <>
            <ToolButton
              icon="send"
              label={text('studio.events.redrive', 'Deliver again: {count}', { count: format.number(ids.length) })}
              disabled={ids.length === 0}
              onClick={() => void act(client.call(redriveDeadLetters, at, { ids: ids.slice(0, 500) }))}
            >
              {text('studio.events.redriveShort', 'Deliver again')}
            </ToolButton>
            <ToolButton
              icon="send"
              label={
                wanted === ''
                  ? text('studio.events.redriveAll', 'Deliver all again')
                  : text('studio.events.redriveFound', 'Deliver all again that were found')
              }
              disabled={letters.length === 0}
              onClick={() => setRedrivingAll(true)}
            >
              {text('studio.events.redriveAllShort', 'All')}
            </ToolButton>
            <ToolButton
              icon="trash"
              label={text('studio.events.discard', 'Give up: {count}', { count: format.number(ids.length) })}
              disabled={ids.length === 0}
              onClick={() => setGivingUp(true)}
            >
              {text('studio.events.discardShort', 'Give up')}
            </ToolButton>
          </>
        )}
      </div>
      {error !== null ? (
        <StateMessage icon="alert-circle" title={error.message} action={text('page.retry', 'Try again')} onAction={again}>
          {error.hint}
        </StateMessage>
      ) : value === null ? (
        <div className="studio-waiting" aria-busy="true" />
      ) : letters.length === 0 ? (
        <StateMessage icon="mail" title={text('studio.events.noLetters', 'There are none')}>
          {text('studio.events.noLettersHelp', 'Whatever came was consumed, or is still being tried.')}
        </StateMessage>
      ) : (
        <div className="events-list">
          <LetterTable letters={letters} chosen={discarded ? null : chosen} shown={shown} onChoose={setChosen} onShow={onShow} />
          {letters.length >= pages * pageSize ? (
            <button type="button" className="studio-link events-more" onClick={() => setPages(pages + 1)}>
              {text('studio.run.more', 'Show older ones')}
            </button>
          ) : null}
        </div>
      )}
      {isRedrivingAll ? (
        <StudioDialog
          opened
          title={
            wanted === ''
              ? text('studio.events.redriveAll', 'Deliver all again')
              : text('studio.events.redriveFound', 'Deliver all again that were found')
          }
          onClose={() => setRedrivingAll(false)}
        >
          <p>
            {text(
              'studio.events.redriveAllHelp',
              'Also those that are not shown. Each is delivered to the consumer that could not take it, after what came meanwhile; what still fails stays here.',
            )}
          </p>
          <Button
            data-autofocus
            onClick={() => void act(client.call(redriveDeadLetters, at, { matching: wanted === '' ? {} : { text: wanted } }))}
          >
            {text('studio.events.redriveShort', 'Deliver again')}
          </Button>
        </StudioDialog>
      ) : null}
      {isGivingUp ? (
        <GiveUpDialog
          count={ids.length}
          onClose={() => setGivingUp(false)}
          onGiveUp={(reason) => void act(client.call(discardDeadLetters, at, { ids: ids.slice(0, 500), reason }))}
        />
      ) : null}
    </>
  );
}

interface GiveUpDialogProps {
  readonly count: number;
  onClose(): void;
  onGiveUp(reason: string): void;
}

/** Asks why; the reason stays for whoever looks later. */
function GiveUpDialog({ count, onClose, onGiveUp }: GiveUpDialogProps) {
  const text = useText();
  const [reason, setReason] = useState('');
  return (
    <StudioDialog
      opened
      title={text('studio.events.discardTitle', 'Give up {count, plural, one {one event} other {# events}}', { count })}
      onClose={onClose}
    >
      <form
        className="studio-form"
        onSubmit={(event) => {
          event.preventDefault();
          onGiveUp(reason.trim());
        }}
      >
        <Textarea
          data-autofocus
          required
          autosize
          maxLength={500}
          label={text('studio.events.reason', 'Why they are not needed')}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <Button type="submit" color="red" disabled={reason.trim() === ''}>
          {text('studio.events.discardShort', 'Give up')}
        </Button>
      </form>
    </StudioDialog>
  );
}
