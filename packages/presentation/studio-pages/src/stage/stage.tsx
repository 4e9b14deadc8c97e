import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import type { Canvas } from '@plinth/studio-canvas';
import { useRemembered } from '@plinth/studio-frame';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { PageKeys } from '../page-keys.ts';
import { usePageWork } from '../page-work.ts';
import { Overlay } from './overlay.tsx';
import { StageBar } from './stage-bar.tsx';
import { stageWidth } from './stage-widths.ts';
import { canvasAddress, useCanvasOf } from './use-canvas-of.ts';

const margin = 20;
const lowest = 320;

/** The page as it runs, in a document of its own, under what is drawn over it to change it. */
export function Stage({ keys, empty }: { readonly keys: PageKeys; readonly empty: ReactNode }) {
  const text = useText();
  const page = usePageWork();
  const [device, setDevice] = useRemembered<string>('device', 'fit');
  const [zoom, setZoom] = useRemembered<number>('zoom', 1);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [height, setHeight] = useState(lowest);
  const [trying, setTrying] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const canvas = useSignalValue(page.canvas);
  const give = useCallback(
    (given: Canvas | null) => {
      page.canvas.value = given;
    },
    [page],
  );
  useCanvasOf(frame, give);
  useEffect(() => {
    return canvas?.onLayout((pixels) => {
      setHeight(pixels);
      page.layout.value++;
    });
  }, [canvas, page]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const sizes = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  const width = stageWidth(device) ?? Math.max(lowest, Math.floor((room.width - margin * 2) / zoom));
  const shownHeight = Math.max(height, Math.floor((room.height - margin * 2) / zoom), lowest);
  return (
    <>
      <StageBar device={device} zoom={zoom} trying={trying} onDevice={setDevice} onZoom={setZoom} onTry={setTrying} />
      <div
        className="stage"
        ref={scroller}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that change the page are the stage's
        tabIndex={0}
        aria-label={text('studio.canvas', 'Canvas: arrow keys select, Alt and arrow keys move, Enter edits text')}
        onKeyDown={keys.onKeyDown}
        onCopy={keys.onCopy}
        onCut={keys.onCut}
        onPaste={keys.onPaste}
        data-stage=""
      >
        <div className="stage-page" style={{ inlineSize: width * zoom, blockSize: shownHeight * zoom }}>
          <iframe
            ref={frame}
            src={canvasAddress(page.work)}
            title={text('studio.page', 'The page')}
            tabIndex={trying ? 0 : -1}
            style={{ width, height: shownHeight, transform: zoom === 1 ? undefined : `scale(${zoom})` }}
          />
          {canvas === null ? <div className="stage-loading" aria-busy="true" /> : null}
          {trying || canvas === null ? null : <Overlay canvas={canvas} zoom={zoom} width={width} height={shownHeight} />}
          {empty}
        </div>
      </div>
    </>
  );
}
