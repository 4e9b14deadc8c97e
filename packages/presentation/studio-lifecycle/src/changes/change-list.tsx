import { recordTitle } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { ChangeKind } from '@plinth/studio-frame';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { ChangeRow } from './change-rows.ts';

/** Pixels of a line, as the style sheet has them. */
const rowHeight = 30;
const page = 10;

interface ChangeListProps {
  readonly rows: readonly ChangeRow[];
  readonly at: number;
  onChoose(at: number): void;
}

/** What differs, artefact by artefact. There may be thousands, so only the lines in sight are drawn. */
export function ChangeList({ rows, at, onChoose }: ChangeListProps) {
  const text = useText();
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const inSight = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  useEffect(() => {
    if (at >= 0) inSight.scrollToIndex(at, { align: 'auto' });
  }, [at, inSight]);
  const keys = (event: KeyboardEvent) => {
    const all = rows.length;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -all, End: all };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onChoose(Math.min(rows.length - 1, Math.max(0, at + step)));
  };
  const drawn = inSight.getVirtualItems();
  return (
    <div
      ref={list}
      className="lifecycle-changes"
      role="listbox"
      tabIndex={0}
      aria-label={text('studio.changes', 'Changes')}
      aria-activedescendant={drawn.some(({ index }) => index === at) ? `${id}-${at}` : undefined}
      onKeyDown={keys}
    >
      <div role="presentation" style={{ blockSize: inSight.getTotalSize() }}>
        <div role="presentation" style={{ transform: `translateY(${drawn[0]?.start ?? 0}px)` }}>
          {drawn.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const isArtefact = row.id === row.within.artefact.id;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list around it has the keys
              <div
                key={`${row.within.artefact.id} ${row.id}`}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                tabIndex={-1}
                data-artefact={isArtefact || undefined}
                onClick={() => onChoose(index)}
              >
                <bdi>{recordTitle(row.change?.record ?? row.within.artefact)}</bdi>
                {row.change === undefined ? null : <ChangeMark kind={row.change.kind} />}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** What became of something, in a word. */
export function ChangeMark({ kind }: { readonly kind: ChangeKind }) {
  const text = useText();
  const words = {
    added: text('studio.added', 'Added'),
    changed: text('studio.changed', 'Changed'),
    removed: text('studio.removed', 'Removed'),
  };
  return (
    <span className="lifecycle-mark" data-kind={kind}>
      {words[kind]}
    </span>
  );
}
