import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useDefinitionAfterPaint } from '@plinth/studio-frame';
import type { Person } from '@plinth/studio-session';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { DragSource } from '../drag/drag.ts';
import { placeBehind } from '../edits/edits.ts';
import type { Place } from '../edits/place.ts';
import { standsIn } from '../edits/place.ts';
import type { PageKeys } from '../page-keys.ts';
import { mainSlot, usePageWork } from '../page-work.ts';
import { useComponentWords } from '../words/use-component-words.ts';
import { ComponentRow } from './component-row.tsx';
import { keyOf, OutlineLines } from './outline-lines.ts';

interface Aim {
  readonly row: string;
  readonly where: 'above' | 'below' | 'into';
}

/** Pixels of a component's line and of a slot's, as the style sheet has them. */
const rowHeight = 26;
const slotHeight = 22;

/** The components of the page as a tree: select, drag, fold. There may be thousands, so only the lines in sight are drawn. */
export const Outline = memo(function Outline({ keys }: { readonly keys: PageKeys }) {
  const text = useText();
  const page = usePageWork();
  const told = useComponentWords();
  const { work, drag, components } = page;
  const definition = useDefinitionAfterPaint();
  const selection = useSignalValue(work.selection);
  const people = useSignalValue(work.session.people);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [aim, setAim] = useState<Aim | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const id = useId();
  const chosen = useMemo(() => new Set(selection), [selection]);
  const [lines] = useState(() => new OutlineLines());
  const { rows, keyAt } = useMemo(
    () => lines.of({ definition, page: page.page, components, folded, chosen }),
    [lines, definition, page, components, folded, chosen],
  );
  const inSight = useVirtualizer({
    count: rows.length,
    getScrollElement: () => tree.current?.parentElement ?? null,
    estimateSize: (at) => (rows[at]?.kind === 'slot' ? slotHeight : rowHeight),
    getItemKey: keyAt,
    overscan: 30,
  });
  const last = selection.at(-1);
  // A line comes into sight when it is chosen, not whenever lines change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    const at = last === undefined ? -1 : rows.findIndex((row) => row.kind === 'component' && row.record.id === last);
    if (at >= 0) inSight.scrollToIndex(at, { align: 'auto' });
  }, [last, inSight]);
  useEffect(() => {
    return drag.add({
      aim(pointer, source) {
        const element = document.elementFromPoint(pointer.x, pointer.y)?.closest<HTMLElement>('[data-row]');
        if (!element || !tree.current?.contains(element)) return null;
        const row = element.dataset.row ?? '';
        const { top, height } = element.getBoundingClientRect();
        const part = (pointer.y - top) / height;
        const slot = element.dataset.slot;
        if (slot !== undefined) {
          setAim({ row, where: 'into' });
          return { place: allowed({ parent: element.dataset.parent ?? '', slot, before: null }, source) };
        }
        const record = page.record(row);
        if (record === null) return null;
        const first = mainSlot(page.metadata(row));
        const where = first !== undefined && part > 0.3 && part < 0.7 ? 'into' : part < 0.5 ? 'above' : 'below';
        setAim({ row, where });
        const place =
          where === 'into'
            ? { parent: row, slot: first ?? 'children', before: null }
            : where === 'above'
              ? { parent: record.parent, slot: record.slot, before: row }
              : placeBehind(page.definition(), record);
        return { place: allowed(place, source) };
      },
      clear: () => setAim(null),
    });
    function allowed(place: Place, source: DragSource): Place | null {
      if (source.kind === 'move' && source.ids.some((moved) => standsIn(page.definition(), place.parent, moved))) return null;
      return place;
    }
  }, [drag, page]);
  const fold = useCallback((row: string) => {
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(row)) next.add(row);
      return next;
    });
  }, []);
  const othersAt = new Map<string, readonly Person[]>();
  for (const person of people) {
    if (person.place.artefact !== page.page) continue;
    for (const selected of person.place.selection) othersAt.set(selected, [...(othersAt.get(selected) ?? []), person]);
  }
  const drawn = inSight.getVirtualItems();
  const isDrawn = drawn.some(({ key }) => key === last);
  const above = drawn[0]?.start ?? 0;
  const below = inSight.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  return (
    <div
      ref={tree}
      className="outline"
      role="tree"
      tabIndex={0}
      aria-label={text('studio.outline', 'Outline')}
      aria-multiselectable="true"
      aria-activedescendant={isDrawn ? `${id}-${last}` : undefined}
      onKeyDown={keys.onKeyDown}
      onCopy={keys.onCopy}
      onCut={keys.onCut}
      onPaste={keys.onPaste}
    >
      <div role="presentation" style={{ blockSize: above }} />
      {drawn.map(({ index }) => {
        const row = rows[index];
        if (row === undefined) return null;
        if (row.kind === 'slot') {
          const key = keyOf(row);
          return (
            <div
              key={key}
              className="outline-slot"
              role="treeitem"
              aria-level={row.depth + 1}
              aria-posinset={row.position}
              aria-setsize={row.siblings}
              aria-selected="false"
              tabIndex={-1}
              data-row={key}
              data-parent={row.parent}
              data-slot={row.slot}
              data-aim={aim?.row === key ? aim.where : undefined}
              style={{ paddingInlineStart: 12 + row.depth * 14 }}
            >
              {told(row.label)}
            </div>
          );
        }
        const { record, depth, open, position, siblings } = row;
        return (
          <ComponentRow
            key={record.id}
            id={`${id}-${record.id}`}
            record={record}
            depth={depth}
            position={position}
            siblings={siblings}
            open={open}
            selected={chosen.has(record.id)}
            aim={aim?.row === record.id ? aim.where : undefined}
            others={othersAt.get(record.id)}
            onFold={fold}
          />
        );
      })}
      <div role="presentation" style={{ blockSize: below }} />
    </div>
  );
});
