import { useText } from '@plinth/component-kit';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useControlled } from '../contract/use-controlled.ts';
import { useOutput } from '../contract/use-output.ts';
import styles from './drawing-surface.module.css';
import { DrawnShape, nearestCircle } from './drawn-shape.tsx';
import type { drawingSurface, Shape } from './manifest.ts';
import { type OpenShapeMenu, ShapeMenu } from './shape-menu.tsx';
import { onGrid, surfacePoint } from './surface-point.ts';

interface Drag {
  readonly shape: Shape;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

const step = 10;

/** What a shape without a label is called. */
const shapeNames = {
  circle: { id: 'ui.drawingSurface.circle', english: 'circle' },
  rectangle: { id: 'ui.drawingSurface.rectangle', english: 'rectangle' },
  line: { id: 'ui.drawingSurface.line', english: 'line' },
  text: { id: 'ui.drawingSurface.text', english: 'text' },
  path: { id: 'ui.drawingSurface.path', english: 'path' },
} as const;

export function DrawingSurface({ id, properties, events, setOutput }: PropsOf<typeof drawingSurface>) {
  const { label, width, height, movable, grid, hover, disabled } = properties;
  const words = useText();
  const shapes = properties.shapes ?? [];
  const surface = useRef<SVGSVGElement>(null);
  const [selected, setSelected] = useControlled<string | null>(properties.selected ?? null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [menu, setMenu] = useState<OpenShapeMenu | null>(null);
  const dismissing = useRef(false);
  const shapeActions = properties.shapeActions ?? [];
  useOutput(setOutput, 'selected', selected);

  const choose = (shapeId: string | null) => {
    if (shapeId === selected) return;
    setSelected(shapeId);
    if (shapeId !== null) void events.select?.({ id: shapeId });
  };
  const at = (event: { readonly clientX: number; readonly clientY: number }) =>
    surface.current ? surfacePoint(surface.current, event, grid) : { x: 0, y: 0 };
  const shapeOf = (event: PointerEvent | React.MouseEvent): Shape | null => {
    const element = event.target instanceof Element ? event.target.closest('[data-shape]') : null;
    const hit = shapes.find((shape) => shape.id === element?.getAttribute('data-shape')) ?? null;
    return hit === null || hit.type === 'circle' ? (nearestCircle(shapes, at(event)) ?? hit) : hit;
  };

  const askFor = (shape: Shape, place: OpenShapeMenu['at'], window: { readonly left: number; readonly top: number }) => {
    choose(shape.id);
    if (shapeActions.length > 0) setMenu({ shape, at: place, ...window });
    void events.shapeMenu?.({ shape, ...place });
  };
  const focusShape = (shape: Shape) =>
    surface.current?.querySelector<SVGGElement>(`[data-shape="${CSS.escape(shape.id)}"]`)?.focus({ preventScroll: true });

  const down = (event: PointerEvent<SVGSVGElement>) => {
    // Who clicks beside an open menu closes it, and means nothing else.
    dismissing.current = menu !== null;
    if (disabled || dismissing.current || event.button !== 0) return;
    const shape = shapeOf(event);
    if (shape) choose(shape.id);
    if (shape && movable) {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ shape, from: at(event), to: at(event) });
    }
  };
  const move = (event: PointerEvent<SVGSVGElement>) => {
    if (disabled || menu) return;
    if (drag) setDrag({ ...drag, to: at(event) });
    else if (hover === 'selects') choose(shapeOf(event)?.id ?? null);
  };
  const up = (event: PointerEvent<SVGSVGElement>) => {
    if (disabled || dismissing.current || event.button !== 0) return;
    const place = at(event);
    setDrag(null);
    if (drag && (drag.to.x !== drag.from.x || drag.to.y !== drag.from.y)) {
      const x = onGrid(drag.shape.x + drag.to.x - drag.from.x, grid);
      const y = onGrid(drag.shape.y + drag.to.y - drag.from.y, grid);
      void events.shapeMove?.({ shape: drag.shape, x, y });
      return;
    }
    const shape = shapeOf(event);
    if (shape) void events.shapeClick?.({ shape, ...place });
    else {
      choose(null);
      void events.surfaceClick?.(place);
    }
  };
  const press = (event: KeyboardEvent<SVGGElement>, shape: Shape) => {
    if (disabled) return;
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
    };
    const direction = moves[event.key];
    const place = { shape, x: shape.x, y: shape.y };
    if (direction && movable) {
      const length = grid > 0 ? grid : event.shiftKey ? 1 : step;
      void events.shapeMove?.({ shape, x: shape.x + direction[0] * length, y: shape.y + direction[1] * length });
    } else if (event.key === 'Enter' && (shapeActions.length > 0 || events.shapeMenu)) {
      const box = event.currentTarget.getBoundingClientRect();
      askFor(shape, place, { left: box.left + box.width / 2, top: box.top + box.height / 2 });
    } else if (event.key === 'Enter') void events.shapeClick?.(place);
    else if (event.key === ' ') void events.shapeClick?.(place);
    else if (event.key === 'Delete' || event.key === 'Backspace') void events.shapeDelete?.({ shape });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const placeOf = (shape: Shape) => {
    if (drag?.shape.id !== shape.id) return shape;
    return { x: shape.x + drag.to.x - drag.from.x, y: shape.y + drag.to.y - drag.from.y };
  };
  const addInMiddle = (event: KeyboardEvent<SVGSVGElement>) => {
    if (event.target !== event.currentTarget || disabled || event.key !== 'Enter' || !events.surfaceClick) return;
    event.preventDefault();
    void events.surfaceClick({ x: onGrid(width / 2, grid), y: onGrid(height / 2, grid) });
  };

  return (
    <div className={styles.frame} data-disabled={disabled || undefined}>
      <svg
        ref={surface}
        id={id}
        className={styles.surface}
        role="application"
        aria-label={label}
        aria-roledescription={words('ui.drawingSurface.role', 'drawing')}
        aria-disabled={disabled || undefined}
        tabIndex={disabled ? -1 : 0}
        viewBox={`0 0 ${width} ${height}`}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={() => setDrag(null)}
        onKeyDown={addInMiddle}
        onContextMenu={(event) => {
          const shape = disabled ? null : shapeOf(event);
          if (!shape || (shapeActions.length === 0 && !events.shapeMenu)) return;
          event.preventDefault();
          askFor(shape, at(event), { left: event.clientX, top: event.clientY });
        }}
      >
        {shapes.map((shape) => {
          const place = placeOf(shape);
          return (
            // biome-ignore lint/a11y/useSemanticElements: a button element cannot stand in SVG
            <g
              key={shape.id}
              role="button"
              data-shape={shape.id}
              data-selected={shape.id === selected || undefined}
              className={styles.shape}
              transform={`translate(${place.x} ${place.y})`}
              tabIndex={disabled ? -1 : 0}
              aria-label={shape.label ?? shape.text ?? words(shapeNames[shape.type].id, shapeNames[shape.type].english)}
              aria-pressed={shape.id === selected}
              onFocus={() => choose(shape.id)}
              onKeyDown={(event) => press(event, shape)}
            >
              <DrawnShape shape={shape} className={styles.drawn} />
            </g>
          );
        })}
      </svg>
      {menu ? (
        <ShapeMenu
          menu={menu}
          items={shapeActions}
          onClose={() => {
            focusShape(menu.shape);
            setMenu(null);
          }}
          onSelect={(key) => {
            focusShape(menu.shape);
            void events.shapeAction?.({ key, shape: menu.shape, ...menu.at });
          }}
        />
      ) : null}
    </div>
  );
}
