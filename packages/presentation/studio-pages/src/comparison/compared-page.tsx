import { recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { Canvas } from '@plinth/studio-canvas';
import { type DrawnComparison, StateMessage, useWork } from '@plinth/studio-frame';
import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { planOfPage, samplesOf } from '../plan/plan-of-page.ts';
import { shellOf } from '../plan/shell-of-definition.ts';
import type { Released } from '../plan/use-released.ts';
import { canvasAddress, useCanvasOf } from '../stage/use-canvas-of.ts';
import { ComparedMarks } from './compared-marks.tsx';
import { changedAround, changedOn, marksOf } from './marks.ts';

interface ComparedPageProps {
  readonly side: 'before' | 'after';
  readonly title: string;
  /** Less where otherwise the narrowest page would not fit in. */
  readonly mostZoom: number;
  readonly released: Released;
  readonly comparison: DrawnComparison;
}

/** The language that a page is written in. */
const asWritten = '';
const lowest = 320;
/** Pixels above what comes into sight. */
const above = 80;

/** A page as one of the two definitions has it, in a document of its own, under the marks of what differs. */
export function ComparedPage({ side, title, mostZoom, released, comparison }: ComparedPageProps) {
  const text = useText();
  const work = useWork();
  const { artefact, changes, current, onChoose } = comparison;
  const definition = comparison[side];
  const [canvas, setCanvas] = useState<Canvas | null>(null);
  const [layout, setLayout] = useState({ height: lowest, count: 0 });
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const frame = useRef<HTMLIFrameElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const zoom = room.width === 0 ? mostZoom : Math.min(mostZoom, room.width / lowest);
  const isThere = recordOf(definition, 'page', artefact) !== null;
  useCanvasOf(frame, setCanvas);
  useEffect(() => canvas?.onLayout((height) => setLayout(({ count }) => ({ height, count: count + 1 }))), [canvas]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const sizes = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  useEffect(() => {
    const page = recordOf(definition, 'page', artefact);
    if (canvas === null || page === null) return;
    const plan = planOfPage(definition, page, released.plan);
    const shell = shellOf(definition, work, released.shell, asWritten);
    canvas.show({ plan, shell, samples: samplesOf(definition, plan, released.plan, shell), data: 'live' });
  }, [canvas, definition, artefact, released, work]);
  const ids = useMemo(() => changedOn(definition, artefact, changes), [definition, artefact, changes]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: places are asked for again whenever something may stand elsewhere
  const marks = useMemo(
    () => (canvas === null || !isThere ? [] : marksOf(definition, ids, changes, current, canvas)),
    [canvas, isThere, definition, ids, changes, current, layout],
  );
  const top = marks.find(({ isCurrent }) => isCurrent)?.box.top;
  // Once for each change, and again if the page has grown above it meanwhile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: also when another one is looked at that stands as high
  useEffect(() => {
    if (top !== undefined) scroller.current?.scrollTo({ top: Math.max(0, top * zoom - above) });
  }, [top, zoom, current]);
  const press = (event: MouseEvent<HTMLElement>) => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const hit = canvas?.instanceAt((event.clientX - bounds.left) / zoom, (event.clientY - bounds.top) / zoom) ?? null;
    const changed = changedAround(definition, hit, new Set(ids));
    if (changed !== null) onChoose(changed);
  };
  const width = Math.max(lowest, Math.floor(room.width / zoom));
  const height = Math.max(layout.height, Math.floor(room.height / zoom));
  return (
    <section className="compared-page" aria-label={title}>
      <p className="compared-title">
        <bdi>{title}</bdi>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div className="compared-scroll" ref={scroller} tabIndex={0}>
        {isThere ? null : (
          <StateMessage icon="layout-dashboard" title={text('studio.noPageHere', 'The page is not there')}>
            {side === 'before' ? text('studio.pageCame', 'It was added later.') : text('studio.pageWent', 'It was removed.')}
          </StateMessage>
        )}
        <div className="compared-sheet" hidden={!isThere} style={{ inlineSize: width * zoom, blockSize: height * zoom }}>
          <iframe
            ref={frame}
            src={canvasAddress(work)}
            title={title}
            tabIndex={-1}
            style={{ width, height, transform: zoom === 1 ? undefined : `scale(${zoom})` }}
          />
          {canvas === null ? <div className="stage-loading" aria-busy="true" /> : null}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the list of changes does the same by keys */}
          <div className="compared-cover" role="presentation" onClick={press}>
            <ComparedMarks marks={marks} zoom={zoom} />
          </div>
        </div>
      </div>
    </section>
  );
}
