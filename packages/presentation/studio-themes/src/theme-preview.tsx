import { useText } from '@plinth/component-kit';
import { type Canvas, type CanvasPage, canvasReady } from '@plinth/studio-canvas';
import { useWork } from '@plinth/studio-frame';
import { useEffect, useRef, useState } from 'react';

const lowest = 480;

/** Real components in a document of their own, wearing the theme. */
export function ThemePreview({ page }: { readonly page: CanvasPage }) {
  const text = useText();
  const { tenant, environment, application } = useWork();
  const frame = useRef<HTMLIFrameElement>(null);
  const [canvas, setCanvas] = useState<Canvas | null>(null);
  const [height, setHeight] = useState(lowest);
  useEffect(() => {
    const element = frame.current;
    const ready = (event: Event) => setCanvas((event as CustomEvent<Canvas>).detail);
    element?.addEventListener(canvasReady, ready);
    return () => element?.removeEventListener(canvasReady, ready);
  }, []);
  useEffect(() => canvas?.show(page), [canvas, page]);
  useEffect(() => canvas?.onLayout(setHeight), [canvas]);
  return (
    <iframe
      ref={frame}
      className="themes-preview"
      title={text('studio.themes.preview', 'Components with this theme')}
      src={`/studio-canvas/${[tenant, environment, application].map(encodeURIComponent).join('/')}`}
      style={{ blockSize: Math.max(lowest, height) }}
    />
  );
}
