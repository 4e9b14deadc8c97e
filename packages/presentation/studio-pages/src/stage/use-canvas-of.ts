import { type Canvas, canvasReady } from '@plinth/studio-canvas';
import type { StudioWork } from '@plinth/studio-frame';
import { type RefObject, useEffect } from 'react';

/** The address of the document in which the application's pages are shown. */
export function canvasAddress({ tenant, environment, application }: Pick<StudioWork, 'tenant' | 'environment' | 'application'>): string {
  return `/studio-canvas/${[tenant, environment, application].map(encodeURIComponent).join('/')}`;
}

/** Gives the canvas of a frame as soon as it is there, and null when the frame goes; keep `give` with `useCallback`. */
export function useCanvasOf(frame: RefObject<HTMLIFrameElement | null>, give: (canvas: Canvas | null) => void): void {
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const ready = (event: Event) => give((event as CustomEvent<Canvas>).detail);
    element.addEventListener(canvasReady, ready);
    return () => {
      element.removeEventListener(canvasReady, ready);
      give(null);
    };
  }, [frame, give]);
}
