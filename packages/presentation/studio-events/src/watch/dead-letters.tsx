import { Button, Textarea } from '@mantine/core';
import { type DeadLetterShape, discardDeadLetters, listDeadLetters, redriveDeadLetters } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { StateMessage, StudioDialog, ToolButton, useAttempt, useWork } from '@plinth/studio-frame';
import { useCallback, useDeferredValue, useState } from 'react';
import { AskedList } from './asked-list.tsx';
import { LetterTable } from './letter-table.tsx';
import type { ShownPayload } from './payload-panel.tsx';
import { SearchField } from './search-field.tsx';
import { type PageQuestion, usePaged } from './use-paged.ts';

interface DeadLettersProps {
  readonly environment: string;
  readonly shown: string | null;
  onShow(shown: ShownPayload): void;
}

/** Events that a consumer could not take: why, and what is to become of them. */
export function DeadLetters({ environment, shown, onShow }: DeadLettersProps) {
  const text = useText();
  const format = useFormat();
  const { client, tenant, member } = useWork();
  const attempt = useAttempt();
  const mayAct = member.tenantRoles.includes('administrator');
  const [search, setSearch] = useState('');
  const [discarded, setDiscarded] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isGivingUp, setGivingUp] = useState(false);
  const [isRedrivingAll, setRedrivingAll] = useState(false);
  const wanted = useDeferredValue(search.trim());
  const asked = usePaged(
    useCallback(
      async (page: PageQuestion, signal: AbortSignal): Promise<readonly DeadLetterShape[]> => {
        if (!mayAct) return [];
        const question = { ...page, discarded, ...(wanted === '' ? {} : { text: wanted }) };
        return (await client.call(listDeadLetters, { tenant, environment }, question, { signal })).items;
      },
      [client, tenant, environment, wanted, discarded, mayAct],
    ),
  );
  if (!mayAct)
    return (
      <StateMessage icon="lock" title={text('studio.events.lettersLocked', 'Dead letters are the administrators’ matter')}>
        {text('studio.events.lettersLockedHelp', 'They hold what others have sent, which only who administers the tenant may see.')}
      </StateMessage>
    );
  const letters = asked.value ?? [];
  const ids = letters.flatMap(({ id }) => (chosen.has(id) ? [id] : []));
  const act = async (work: () => Promise<unknown>) => {
    if (await attempt(work)) {
      setChosen(new Set());
      setGivingUp(false);
      setRedrivingAll(false);
    }
    asked.again();
  };
  const at = { tenant, environment };
  const allTitle =
    wanted === ''
      ? text('studio.events.redriveAll', 'Deliver all again')
      : text('studio.events.redriveFound', 'Deliver all again that were found');
  return (
    <>
      <div className="studio-filter">
        <SearchField label={text('studio.events.search', 'Search in events')} value={search} onChange={setSearch} />
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
        <ToolButton icon="refresh" label={text('studio.run.refresh', 'Ask again')} onClick={asked.again} />
        {discarded ? null : (
          <>
            <ToolButton
              icon="send"
              label={text('studio.events.redrive', 'Deliver again: {count}', { count: format.number(ids.length) })}
              disabled={ids.length === 0}
              onClick={() => void act(() => client.call(redriveDeadLetters, at, { ids: ids.slice(0, 500) }))}
            >
              {text('studio.events.redriveShort', 'Deliver again')}
            </ToolButton>
            <ToolButton icon="send" label={allTitle} disabled={letters.length === 0} onClick={() => setRedrivingAll(true)}>
              {allTitle}
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
      <AskedList
        asked={asked}
        more={asked.more}
        none={
          <StateMessage icon="mail" title={text('studio.events.noLetters', 'There are none')}>
            {text('studio.events.noLettersHelp', 'Whatever came was consumed, or is still being tried.')}
          </StateMessage>
        }
      >
        {(found) => <LetterTable letters={found} chosen={discarded ? null : chosen} shown={shown} onChoose={setChosen} onShow={onShow} />}
      </AskedList>
      {isRedrivingAll ? (
        <StudioDialog opened title={allTitle} onClose={() => setRedrivingAll(false)}>
          <div className="studio-form">
            <p>
              {text(
                'studio.events.redriveAllHelp',
                'Also those that are not shown. Each is delivered to the consumer that could not take it, after what came meanwhile; what still fails stays here.',
              )}
            </p>
            <div className="studio-buttons">
              <Button
                data-autofocus
                onClick={() => void act(() => client.call(redriveDeadLetters, at, { matching: wanted === '' ? {} : { text: wanted } }))}
              >
                {text('studio.events.redriveShort', 'Deliver again')}
              </Button>
              <Button variant="default" onClick={() => setRedrivingAll(false)}>
                {text('studio.cancel', 'Cancel')}
              </Button>
            </div>
          </div>
        </StudioDialog>
      ) : null}
      {isGivingUp ? (
        <GiveUpDialog
          count={ids.length}
          onClose={() => setGivingUp(false)}
          onGiveUp={(reason) => void act(() => client.call(discardDeadLetters, at, { ids: ids.slice(0, 500), reason }))}
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
