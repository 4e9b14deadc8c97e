import type { KeyboardEvent, PointerEvent } from 'react';

interface ResizeHandleProps {
  readonly label: string;
  /** As it stands where one reads from left to right; the sides are exchanged otherwise. */
  readonly edge: 'left' | 'right' | 'top';
  readonly size: number;
  readonly smallest: number;
  readonly largest: number;
  onSize(size: number): void;
}

const step = 16;

/** The edge by which a panel is made wider or narrower, with the pointer or the arrow keys. */
export function ResizeHandle({ label, edge, size, smallest, largest, onSize }: ResizeHandleProps) {
  const upright = edge !== 'top';
  const set = (next: number) => onSize(Math.round(Math.min(largest, Math.max(smallest, next))));
  const grow = (amount: number) => set(size + amount);
  const begin = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    const handle = event.currentTarget;
    const start = upright ? event.clientX : event.clientY;
    const sign = (edge === 'right' ? 1 : -1) * (upright && rightToLeft() ? -1 : 1);
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => set(size + sign * ((upright ? moved.clientX : moved.clientY) - start));
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true });
  };
  const keys = (event: KeyboardEvent) => {
    const [forward, back] = rightToLeft() ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
    const larger = edge === 'right' ? forward : edge === 'left' ? back : 'ArrowUp';
    const smaller = edge === 'right' ? back : edge === 'left' ? forward : 'ArrowDown';
    if (event.key !== larger && event.key !== smaller) return;
    event.preventDefault();
    event.stopPropagation();
    grow(event.key === larger ? step : -step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is no hr
    <div
      className="studio-handle"
      data-edge={edge}
      role="separator"
      aria-label={label}
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={smallest}
      aria-valuemax={largest}
      tabIndex={0}
      onPointerDown={begin}
      onKeyDown={keys}
    />
  );
}

function rightToLeft(): boolean {
  return document.documentElement.dir === 'rtl';
}
