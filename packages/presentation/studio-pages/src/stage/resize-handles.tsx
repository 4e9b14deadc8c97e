import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { Box } from '@plinth/studio-canvas';
import { type PointerEvent, useState } from 'react';
import { wordingOf } from '../component-titles.ts';
import { keptPixels, keptWidth, type Resized, resizeComponent } from '../edits/arrange.ts';
import { usePageWork } from '../page-work.ts';

interface ResizeHandlesProps {
  readonly record: RecordOf<'component'>;
  /** Where it stands, in pixels of the page. */
  readonly box: Box;
  readonly zoom: number;
  /** Width of what it may fill. */
  readonly around: () => number;
  readonly rightToLeft: boolean;
}

type Edge = 'width' | 'height';

/** The edges by which a selected component is made wider or, where it has a height, higher. Alt, Shift and arrow keys do the same. */
export function ResizeHandles({ record, box, zoom, around, rightToLeft }: ResizeHandlesProps) {
  const text = useText();
  const page = usePageWork();
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const press = (event: PointerEvent<HTMLElement>, edge: Edge) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget;
    const start = { x: event.clientX, y: event.clientY };
    // As it is before the component takes another size.
    const room = around();
    const sized = (moved: { readonly clientX: number; readonly clientY: number }) => {
      const across = ((moved.clientX - start.x) / zoom) * (rightToLeft ? -1 : 1);
      return edge === 'width'
        ? { width: box.width + across, height: box.height }
        : { width: box.width, height: box.height + (moved.clientY - start.y) / zoom };
    };
    const end = () => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('pointerup', up);
      handle.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', giveUp, true);
      setSize(null);
    };
    const move = (moved: globalThis.PointerEvent) => setSize(sized(moved));
    const up = (moved: globalThis.PointerEvent) => {
      const { width, height } = sized(moved);
      end();
      const isSame = edge === 'width' ? Math.abs(width - box.width) < 2 : Math.abs(height - box.height) < 2;
      const resized: Resized =
        edge === 'width'
          ? { path: ['layout', 'width'], value: keptWidth(width, room) }
          : { path: ['properties', 'height'], value: keptPixels(height) };
      if (!isSame) page.edit(resizeComponent(record, [resized], wordingOf(page.components)));
    };
    const giveUp = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return;
      key.preventDefault();
      key.stopPropagation();
      end();
    };
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', up);
    handle.addEventListener('pointercancel', end);
    window.addEventListener('keydown', giveUp, true);
  };
  const shown = size ?? box;
  const high = hasHeight(record, page.components.get(record.component)?.ui?.properties);
  return (
    <div
      className="overlay-resize"
      style={{
        left: (rightToLeft ? box.left + box.width - shown.width : box.left) * zoom,
        top: box.top * zoom,
        width: Math.max(0, shown.width) * zoom,
        height: Math.max(0, shown.height) * zoom,
      }}
      data-sizing={size === null ? undefined : ''}
    >
      <i
        data-edge={rightToLeft ? 'left' : 'right'}
        title={text('studio.resizeWidth', 'Drag to change the width')}
        onPointerDown={(event) => press(event, 'width')}
      />
      {high ? (
        <i
          data-edge="bottom"
          title={text('studio.resizeHeight', 'Drag to change the height')}
          onPointerDown={(event) => press(event, 'height')}
        />
      ) : null}
      {size === null ? null : (
        <output>
          {Math.round(shown.width)} × {Math.round(shown.height)}
        </output>
      )}
    </div>
  );
}

/** Whether its height is a property of its own. */
export function hasHeight(
  record: RecordOf<'component'>,
  properties: Readonly<Record<string, { readonly editor: string }>> | undefined,
): boolean {
  const written = record.properties.height;
  return properties?.height?.editor === 'number' && (written === undefined || typeof written === 'number');
}
