import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useDefinition } from '@plinth/studio-frame';
import { useEffect, useId, useRef, useState } from 'react';
import { titleOf } from '../component-titles.ts';
import type { DragSource } from '../drag/drag.ts';
import { placeBehind } from '../edits/edits.ts';
import type { Place } from '../edits/place.ts';
import { standsIn } from '../edits/place.ts';
import type { PageKeys } from '../page-keys.ts';
import { mainSlot, usePageWork } from '../page-work.ts';
import { outlineRows } from './outline-rows.ts';

interface Aim {
  readonly row: string;
  readonly where: 'above' | 'below' | 'into';
}

/** The components of the page as a tree: select, drag, fold. */
export function Outline({ keys }: { readonly keys: PageKeys }) {
  const text = useText();
  const page = usePageWork();
  const { work, drag, components } = page;
  const definition = useDefinition();
  const selection = useSignalValue(work.selection);
  const people = useSignalValue(work.session.people);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [aim, setAim] = useState<Aim | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const id = useId();
  const rows = outlineRows(definition, page.page, components, folded, new Set(selection));
  const last = selection.at(-1);
  useEffect(() => {
    if (last !== undefined) tree.current?.querySelector(`[data-row="${CSS.escape(last)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [last]);
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
  const fold = (row: string) => {
    const next = new Set(folded);
    if (!next.delete(row)) next.add(row);
    setFolded(next);
  };
  return (
    <div
      ref={tree}
      className="outline"
      role="tree"
      tabIndex={0}
      aria-label={text('studio.outline', 'Outline')}
      aria-multiselectable="true"
      aria-activedescendant={last === undefined ? undefined : `${id}-${last}`}
      onKeyDown={keys.onKeyDown}
      onCopy={keys.onCopy}
      onCut={keys.onCut}
      onPaste={keys.onPaste}
    >
      {rows.map((row) => {
        if (row.kind === 'slot') {
          const key = `${row.parent} ${row.slot}`;
          return (
            <div
              key={key}
              className="outline-slot"
              role="treeitem"
              aria-level={row.depth + 1}
              aria-selected="false"
              tabIndex={-1}
              data-row={key}
              data-parent={row.parent}
              data-slot={row.slot}
              data-aim={aim?.row === key ? aim.where : undefined}
              style={{ paddingInlineStart: 12 + row.depth * 14 }}
            >
              {row.label}
            </div>
          );
        }
        const { record, depth, open } = row;
        const metadata = components.get(record.component);
        const others = people.filter(({ place }) => place.artefact === page.page && place.selection.includes(record.id));
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
          <div
            key={record.id}
            id={`${id}-${record.id}`}
            className="outline-row"
            role="treeitem"
            aria-level={depth + 1}
            aria-expanded={open ?? undefined}
            aria-selected={selection.includes(record.id)}
            tabIndex={-1}
            title={`${titleOf(record, components)} (${metadata?.title ?? record.component})`}
            data-row={record.id}
            data-aim={aim?.row === record.id ? aim.where : undefined}
            data-unknown={metadata === undefined ? '' : undefined}
            style={{ paddingInlineStart: 6 + depth * 14 }}
            onPointerDown={(event) => {
              if (event.button !== 0) return;
              tree.current?.focus({ preventScroll: true });
              event.preventDefault();
              if (event.shiftKey || event.ctrlKey || event.metaKey) {
                page.select(selection.includes(record.id) ? selection.filter((known) => known !== record.id) : [...selection, record.id]);
              } else if (!selection.includes(record.id)) page.select([record.id]);
              drag.press(event, () => ({ kind: 'move', ids: page.chosen(), label: titleOf(record, components) }));
            }}
            onClick={(event) => {
              if (!event.shiftKey && !event.ctrlKey && !event.metaKey && selection.length > 1) page.select([record.id]);
            }}
            onDoubleClick={() => {
              if (record.name !== undefined) page.canvas.peek()?.open(record.name);
            }}
          >
            {open === null ? (
              <span className="outline-space" />
            ) : (
              <button
                type="button"
                className="outline-fold"
                tabIndex={-1}
                aria-label={open ? text('studio.fold', 'Fold') : text('studio.unfold', 'Unfold')}
                onPointerDown={(event) => event.stopPropagation()}
                onClick={(event) => {
                  event.stopPropagation();
                  fold(record.id);
                }}
              >
                <Icon name={open ? 'chevron-down' : 'chevron-right'} size={12} />
              </button>
            )}
            <Icon name={metadata?.icon ?? 'help'} size={14} />
            <bdi>{titleOf(record, components)}</bdi>
            {others.map(({ window, colour, name }) => (
              <i key={window} data-colour={colour % 3} title={name} />
            ))}
          </div>
        );
      })}
    </div>
  );
}
