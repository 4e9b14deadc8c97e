import { useSignalValue } from '@plinth/page-renderer';
import type { Box, Canvas } from '@plinth/studio-canvas';
import { useDefinitionAfterPaint, useSignalAfterPaint } from '@plinth/studio-frame';
import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { shownTitle } from '../component-titles.ts';
import { usePageWork } from '../page-work.ts';
import { useComponentWords } from '../words/use-component-words.ts';
import { canvasDrop } from './canvas-drop.ts';
import { CommentMarks } from './comment-marks.tsx';
import type { Drop, Point } from './drop-place.ts';
import { ResizeHandles } from './resize-handles.tsx';
import { TextEditor } from './text-editor.tsx';
import { textPropertyOf } from './text-property.ts';

interface OverlayProps {
  readonly canvas: Canvas;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

/** Over the page: what is selected, what others have selected, where something would be dropped. It takes the pointer. */
export function Overlay({ canvas, zoom, width, height }: OverlayProps) {
  const page = usePageWork();
  const told = useComponentWords();
  const { work, drag, editing } = page;
  const root = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const [drop, setDrop] = useState<Drop | null>(null);
  // What changed is painted first; what is drawn over it follows.
  useSignalAfterPaint(page.layout);
  useDefinitionAfterPaint();
  const selection = useSignalValue(work.selection);
  const people = useSignalValue(work.session.people);
  const edited = useSignalValue(editing);
  const dragged = useSignalValue(drag.state);
  const pointOf = (event: { readonly clientX: number; readonly clientY: number }): Point => {
    const bounds = root.current?.getBoundingClientRect();
    return { x: (event.clientX - (bounds?.left ?? 0)) / zoom, y: (event.clientY - (bounds?.top ?? 0)) / zoom };
  };
  useEffect(() => {
    return drag.add({
      aim(pointer, source) {
        const visible = root.current?.closest('.stage')?.getBoundingClientRect();
        if (
          visible === undefined ||
          pointer.x < visible.left ||
          pointer.x > visible.right ||
          pointer.y < visible.top ||
          pointer.y > visible.bottom
        )
          return null;
        const bounds = root.current?.getBoundingClientRect();
        const point = { x: (pointer.x - (bounds?.left ?? 0)) / zoom, y: (pointer.y - (bounds?.top ?? 0)) / zoom };
        const found = canvasDrop(page, canvas, source, point, { width, height });
        setDrop(found);
        return { place: found?.place ?? null };
      },
      clear: () => setDrop(null),
    });
  }, [drag, page, canvas, zoom, width, height]);
  const press = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const { x, y } = pointOf(event);
    const hit = canvas.instanceAt(x, y);
    editing.value = null;
    if (hit === null) return page.select([]);
    const several = event.shiftKey || event.ctrlKey || event.metaKey;
    const known = work.selection.peek();
    if (several) page.select(known.includes(hit) ? known.filter((id) => id !== hit) : [...known, hit]);
    else if (!known.includes(hit)) page.select([hit]);
    drag.press(event, () => {
      const ids = page.chosen();
      const [only] = ids;
      const record = ids.length === 1 && only !== undefined ? page.record(only) : null;
      return ids.length === 0
        ? null
        : { kind: 'move', ids, label: record === null ? `${ids.length}` : shownTitle(record, page.components, told) };
    });
  };
  const twice = (event: MouseEvent) => {
    const { x, y } = pointOf(event);
    const hit = canvas.instanceAt(x, y);
    const record = hit === null ? null : page.record(hit);
    if (record !== null && textPropertyOf(record, page.components) !== null) editing.value = record.id;
    else canvas.click(x, y);
  };
  const scaled = ({ left, top, ...size }: Box) => ({
    left: left * zoom,
    top: top * zoom,
    width: size.width * zoom,
    height: size.height * zoom,
  });
  const name = (id: string) => {
    const record = page.record(id);
    return record === null ? '' : shownTitle(record, page.components, told);
  };
  const selected = selection.flatMap((id) => canvas.boxesOf(id).map((box, row) => ({ id, box, row })));
  const outlined = hovered !== null && dragged === null && !selection.includes(hovered) ? canvas.boxesOf(hovered)[0] : undefined;
  const [only] = selection.length === 1 ? selection : [];
  const onlyRecord = only === undefined ? null : page.record(only);
  const onlyBox = only === undefined ? undefined : canvas.boxesOf(only)[0];
  const editedRecord = edited === null ? null : page.record(edited);
  const editedBox = edited === null ? undefined : canvas.boxesOf(edited)[0];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whatever the pointer does here, the keys of the stage do as well
    <div
      ref={root}
      className="overlay"
      role="presentation"
      data-dragging={dragged === null ? undefined : ''}
      onPointerDown={press}
      onPointerMove={(event) => {
        if (dragged !== null) return;
        const { x, y } = pointOf(event);
        setHovered(canvas.instanceAt(x, y));
      }}
      onPointerLeave={() => setHovered(null)}
      onDoubleClick={twice}
    >
      {outlined === undefined ? null : <div className="overlay-hover" style={scaled(outlined)} />}
      {people.flatMap(({ window, name: who, colour, place }) =>
        place.artefact !== page.page
          ? []
          : place.selection.flatMap((id) =>
              canvas.boxesOf(id).map((box) => (
                <div key={`${window} ${id}`} className="overlay-other" data-colour={colour % 3} style={scaled(box)}>
                  <span>
                    <bdi>{who}</bdi>
                  </span>
                </div>
              )),
            ),
      )}
      {selected.map(({ id, box, row }) => (
        <div
          key={`${id} ${row}`}
          className="overlay-selected"
          data-label={box.top * zoom >= 20 ? undefined : box.height * zoom < 160 ? 'below' : 'inside'}
          style={scaled(box)}
        >
          {row === 0 && dragged === null ? (
            <span>
              <bdi>{name(id)}</bdi>
            </span>
          ) : null}
        </div>
      ))}
      {onlyRecord === null || onlyBox === undefined || dragged !== null || edited !== null ? null : (
        <ResizeHandles
          key={onlyRecord.id}
          record={onlyRecord}
          box={onlyBox}
          zoom={zoom}
          around={() => canvas.roomOf(onlyRecord.id) ?? width}
          rightToLeft={canvas.direction() === 'rtl'}
        />
      )}
      {dragged === null && edited === null ? <CommentMarks canvas={canvas} scaled={scaled} /> : null}
      {drop === null ? null : <div className="overlay-drop" data-shape={drop.shape} style={scaled(drop.mark)} />}
      {editedRecord === null || editedBox === undefined ? null : (
        <TextEditor
          key={editedRecord.id}
          record={editedRecord}
          style={scaled(editedBox)}
          onClose={() => {
            editing.value = null;
            root.current?.closest<HTMLElement>('.stage')?.focus({ preventScroll: true });
          }}
        />
      )}
    </div>
  );
}
