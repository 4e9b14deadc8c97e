import { type Definition, recordTitle } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { FailureBoundary } from '@plinth/page-renderer';
import {
  type ArtefactView,
  type DrawnComparison,
  type Fetchable,
  Fetched,
  fetchAhead,
  ToolButton,
  takesText,
  useWork,
} from '@plinth/studio-frame';
import { useEffect, useMemo, useState } from 'react';
import { ChangeDetails } from './change-details.tsx';
import { ChangeList } from './change-list.tsx';
import { changeRows, kindsOfChange, nextChange } from './change-rows.ts';
import { changedArtefacts } from './changed-artefacts.ts';
import type { Restore } from './restore.ts';

interface ComparisonProps {
  readonly before: Definition;
  readonly after: Definition;
  /** What the two are called. */
  readonly names: { readonly before: string; readonly after: string };
  readonly restore?: Restore;
  /** Whether others are being read that come in the place of these. */
  readonly busy?: boolean;
}

/** What differs between two definitions: drawn where it can be, one change after the other, each value before and after beside it. */
export function Comparison({ before, after, names, restore, busy = false }: ComparisonProps) {
  const text = useText();
  const { views } = useWork();
  const changes = useMemo(() => changedArtefacts(before, after), [before, after]);
  const rows = useMemo(() => changeRows(changes), [changes]);
  const kinds = useMemo(() => kindsOfChange(changes), [changes]);
  const [chosen, setChosen] = useState<string | null>(null);
  const first = nextChange(rows, -1, 1) ?? 0;
  const found = rows.findIndex(({ id }) => id === chosen);
  const at = found < 0 ? first : found;
  const row = rows[at];
  const step = (by: 1 | -1) => {
    const next = nextChange(rows, at, by);
    if (next !== null) setChosen(rows[next]?.id ?? null);
  };
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.key !== 'F7' || takesText(event.target)) return;
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  });
  const view = useMemo(() => views.find(({ kind }) => kind === row?.within.artefact.kind), [views, row?.within.artefact.kind]);
  const drawing = drawingOf(view);
  useEffect(() => {
    // Whoever looks at one change looks at the next.
    for (const { artefact } of changes) {
      const next = drawingOf(views.find(({ kind }) => kind === artefact.kind));
      if (next !== null) fetchAhead(next);
    }
  }, [views, changes]);
  if (row === undefined) return <p className="studio-none">{text('studio.nothingDiffers', 'Nothing differs.')}</p>;
  const number = rows.slice(0, at + 1).filter(({ change }) => change !== undefined).length;
  const { artefact } = row.within;
  return (
    <div className="lifecycle-comparison" data-drawn={drawing !== null || undefined} aria-busy={busy || undefined}>
      <div className="lifecycle-steps">
        <ToolButton icon="chevron-up" label={text('studio.changeBefore', 'Previous change (Shift F7)')} onClick={() => step(-1)} />
        <ToolButton icon="chevron-down" label={text('studio.changeAfter', 'Next change (F7)')} onClick={() => step(1)} />
        <span role="status">
          {text('studio.changeOf', '{count, plural, one {Change {number} of #} other {Change {number} of #}}', {
            number: Math.max(number, 1),
            count: kinds.size,
          })}
        </span>
      </div>
      <ChangeList rows={rows} at={at} onChoose={(index) => setChosen(rows[index]?.id ?? null)} />
      {drawing === null ? null : (
        <section className="lifecycle-drawing" aria-label={text('studio.drawing', 'Drawn with its changes')}>
          <FailureBoundary key={artefact.id} title={recordTitle(artefact)}>
            <Fetched
              of={drawing}
              given={{ before, after, names, artefact: artefact.id, changes: kinds, current: row.id, onChoose: setChosen }}
              waiting={<div className="studio-waiting" aria-busy="true" />}
            />
          </FailureBoundary>
        </section>
      )}
      <ChangeDetails key={row.id} row={row} former={before} restore={restore} />
    </div>
  );
}

const drawings = new WeakMap<ArtefactView, Fetchable<DrawnComparison>>();

/** What draws a kind of artefact, the same each time, or null where nothing does. */
function drawingOf(view: ArtefactView | undefined): Fetchable<DrawnComparison> | null {
  const { compare: load } = view ?? {};
  if (view === undefined || load === undefined) return null;
  const known = drawings.get(view) ?? { load };
  drawings.set(view, known);
  return known;
}
