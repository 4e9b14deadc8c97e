import { useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import type { ManyChanges } from './use-many-changes.ts';

interface ChangesNoticeProps {
  readonly state: ManyChanges;
  onUndo(): void;
  onClose(): void;
}

/** What became of cells that were changed at once. */
export function ChangesNotice({ state, onUndo, onClose }: ChangesNoticeProps) {
  const text = useText();
  if (state.name !== 'kept' && state.name !== 'refused') return null;
  const [first] = state.name === 'refused' ? [...state.cells.values()] : [];
  return (
    <div
      className="records-notice"
      data-tone={state.name === 'refused' ? 'bad' : 'good'}
      role={state.name === 'refused' ? 'alert' : 'status'}
    >
      {state.name === 'kept' ? (
        <>
          <span>
            {text('studio.records.cellsChanged', '{count, plural, one {# cell changed} other {# cells changed}}', { count: state.cells })}
            {state.left === 0
              ? null
              : ` · ${text('studio.records.cellsLeft', '{count, plural, one {# cell had no place} other {# cells had no place}}', { count: state.left })}`}
          </span>
          <ToolButton icon="arrow-back-up" label={text('studio.records.undoCells', 'Undo this')} onClick={onUndo}>
            <span>{text('studio.records.undo', 'Undo')}</span>
          </ToolButton>
        </>
      ) : (
        <span>
          <strong>{text('studio.records.cellsRefused', 'No cell was changed.')}</strong>{' '}
          {first ?? `${state.error.message} ${state.error.hint}`}
        </span>
      )}
      <span className="studio-grow" />
      <ToolButton icon="x" label={text('page.dismiss', 'Dismiss')} onClick={onClose} />
    </div>
  );
}
