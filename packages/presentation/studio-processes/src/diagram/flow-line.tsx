import { type Box, type Point, routeFlow } from '@plinth/process-model';
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, type InternalNode, useInternalNode, useReactFlow } from '@xyflow/react';
import { type PointerEvent, useContext, useMemo, useState } from 'react';
import type { LinkType } from '../drawing/artefacts.ts';
import type { DrawnFlow } from '../drawing/drawn-process.ts';
import { setWay } from '../edits/flow-edits.ts';
import { middleOf } from '../edits/node-edits.ts';
import { ProcessWorkContext, useProcessWork } from '../process-work.ts';
import { ChangeMark } from './change-mark.tsx';
import type { ElementChange, ElementProblems } from './diagram-node.ts';

export type FlowEdge = Edge<
  {
    readonly drawn: DrawnFlow;
    readonly from: Box;
    readonly to: Box;
    readonly isConditional: boolean;
    readonly problems: ElementProblems | null;
    readonly change: ElementChange | null;
  },
  'flow'
>;
export type LinkEdge = Edge<{ readonly type: LinkType; readonly points: readonly Point[]; readonly label: string }, 'link'>;

/** A sequence flow in right angles; while its ends are moved it finds its way anew. */
export function FlowLine({ id, source, target, data, selected, markerEnd, interactionWidth }: EdgeProps<FlowEdge>) {
  const [from, to] = [useInternalNode(source), useInternalNode(target)];
  const canChange = useContext(ProcessWorkContext) !== null;
  const [dragged, setDragged] = useState<readonly Point[] | null>(null);
  const points = useMemo(() => dragged ?? (data === undefined ? [] : livePoints(data, boxOf(from), boxOf(to))), [dragged, data, from, to]);
  if (data === undefined || points.length < 2) return null;
  const { drawn, isConditional, problems, change } = data;
  const label = drawn.flow.name;
  const place = labelPlace(points);
  return (
    <>
      <BaseEdge
        id={id}
        path={pathOf(points)}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        interactionWidth={interactionWidth ?? 16}
      />
      {drawn.isDefault ? <path className="bpmn-flow-sign" d={slashAt(points)} /> : null}
      {isConditional && drawn.ends[0] !== 'gateway' ? <path className="bpmn-flow-sign" data-filled="" d={diamondAt(points)} /> : null}
      {canChange && selected === true && drawn.record !== null ? <Segments flow={drawn} points={points} onDrag={setDragged} /> : null}
      {label === '' && problems === null && change === null ? null : (
        <EdgeLabelRenderer>
          <div
            className="bpmn-flow-label"
            style={{ maxInlineSize: place.room, transform: `translate(-50%, -50%) translate(${place.x}px, ${place.y}px)` }}
          >
            {label === '' ? null : <bdi>{label}</bdi>}
            {change === null ? null : <ChangeMark change={change} />}
            {problems === null ? null : (
              <span
                className="bpmn-flow-problem"
                role="img"
                data-tone={problems.isError ? 'bad' : 'warn'}
                title={problems.words}
                aria-label={problems.words}
              >
                !
              </span>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

/** Associations, message flows and flows of data, as the document draws them. */
export function LinkLine({ id, data, markerEnd, markerStart }: EdgeProps<LinkEdge>) {
  if (data === undefined || data.points.length < 2) return null;
  const place = middleOf(data.points);
  return (
    <>
      <BaseEdge
        id={id}
        path={pathOf(data.points)}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        {...(markerStart === undefined ? {} : { markerStart })}
      />
      {data.label === '' ? null : (
        <EdgeLabelRenderer>
          <div className="bpmn-flow-label" style={{ transform: `translate(-50%, -50%) translate(${place.x}px, ${place.y}px)` }}>
            <bdi>{data.label}</bdi>
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

interface SegmentsProps {
  readonly flow: DrawnFlow;
  readonly points: readonly Point[];
  onDrag(points: readonly Point[] | null): void;
}

/** Grips of the inner parts of a line, which are drawn to and fro. */
function Segments({ flow, points, onDrag }: SegmentsProps) {
  const process = useProcessWork();
  const { screenToFlowPosition } = useReactFlow();
  const begin = (event: PointerEvent<SVGElement>, at: number) => {
    event.stopPropagation();
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    let moved: readonly Point[] | null = null;
    const move = (next: globalThis.PointerEvent) => {
      moved = withSegmentAt(points, at, screenToFlowPosition({ x: next.clientX, y: next.clientY }));
      onDrag(moved);
    };
    const end = () => {
      grip.removeEventListener('pointermove', move);
      if (moved !== null) process.edit(setWay(flow, moved));
      onDrag(null);
    };
    grip.addEventListener('pointermove', move);
    grip.addEventListener('lostpointercapture', end, { once: true });
  };
  return points.slice(1, -2).map((point, inner) => {
    const at = inner + 1;
    const next = points[at + 1] ?? point;
    const isUpright = Math.abs(point.x - next.x) < 1;
    return (
      <circle
        key={`${at}`}
        className="bpmn-segment nodrag nopan"
        data-upright={isUpright || undefined}
        cx={(point.x + next.x) / 2}
        cy={(point.y + next.y) / 2}
        r={5}
        onPointerDown={(event) => begin(event, at)}
      />
    );
  });
}

/** The line with one of its inner parts where the pointer is. */
function withSegmentAt(points: readonly Point[], at: number, to: Point): readonly Point[] {
  const [start, end] = [points[at], points[at + 1]];
  if (start === undefined || end === undefined) return points;
  const isUpright = Math.abs(start.x - end.x) < 1;
  const place = (point: Point): Point => (isUpright ? { x: to.x, y: point.y } : { x: point.x, y: to.y });
  return points.map((point, index) => (index === at || index === at + 1 ? place(point) : point));
}

function boxOf(node: InternalNode | undefined): Box | null {
  if (node === undefined) return null;
  const { x, y } = node.internals.positionAbsolute;
  return { x, y, width: node.measured.width ?? node.width ?? 0, height: node.measured.height ?? node.height ?? 0 };
}

function livePoints({ drawn, from, to }: NonNullable<FlowEdge['data']>, nowFrom: Box | null, nowTo: Box | null): readonly Point[] {
  if (nowFrom === null || nowTo === null) return drawn.points;
  const shifts = [
    { x: nowFrom.x - from.x, y: nowFrom.y - from.y },
    { x: nowTo.x - to.x, y: nowTo.y - to.y },
  ] as const;
  const isStill = (shift: Point) => Math.abs(shift.x) < 0.6 && Math.abs(shift.y) < 0.6;
  if (isStill(shifts[0]) && isStill(shifts[1])) return drawn.points;
  if (isStill({ x: shifts[0].x - shifts[1].x, y: shifts[0].y - shifts[1].y }))
    return drawn.points.map(({ x, y }) => ({ x: x + shifts[0].x, y: y + shifts[0].y }));
  return routeFlow(nowFrom, nowTo, ...drawn.ends);
}

const corner = 6;

/** The line as a path whose corners are round. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = rest.map((point, at) => {
    const [before, after] = [points[at] ?? point, rest[at + 1]];
    if (after === undefined) return `L${point.x} ${point.y}`;
    const [start, end] = [towards(point, before), towards(point, after)];
    return `L${start.x} ${start.y}Q${point.x} ${point.y} ${end.x} ${end.y}`;
  });
  return `M${first.x} ${first.y}${parts.join('')}`;
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(corner, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** Pixels that a label may take. */
const widest = 140;

/** Over the longest level part, where there is most room for words. */
function labelPlace(points: readonly Point[]): Point & { readonly room: number } {
  let best: { readonly length: number; readonly at: Point } | null = null;
  for (const [at, point] of points.slice(1).entries()) {
    const before = points[at] ?? point;
    const length = Math.abs(point.x - before.x) + Math.abs(point.y - before.y) / 2;
    if (best === null || length > best.length)
      best = { length, at: { x: (point.x + before.x) / 2, y: (point.y + before.y) / 2 - (Math.abs(point.y - before.y) < 1 ? 10 : 0) } };
  }
  return best === null ? { x: 0, y: 0, room: widest } : { ...best.at, room: Math.min(widest, Math.max(48, best.length - 10)) };
}

/** A point some way along the first part of a line, with the direction there. */
function along(points: readonly Point[], distance: number): { readonly at: Point; readonly x: number; readonly y: number } {
  const [first = { x: 0, y: 0 }, second = first] = points;
  const length = Math.hypot(second.x - first.x, second.y - first.y) || 1;
  const [x, y] = [(second.x - first.x) / length, (second.y - first.y) / length];
  return { at: { x: first.x + x * distance, y: first.y + y * distance }, x, y };
}

function slashAt(points: readonly Point[]): string {
  const { at, x, y } = along(points, 12);
  return `M${at.x - 3 * x + 5 * y} ${at.y - 3 * y - 5 * x}L${at.x + 3 * x - 5 * y} ${at.y + 3 * y + 5 * x}`;
}

function diamondAt(points: readonly Point[]): string {
  const [near, middle, far] = [along(points, 0), along(points, 8), along(points, 16)];
  return `M${near.at.x} ${near.at.y}L${middle.at.x + 5 * middle.y} ${middle.at.y - 5 * middle.x}L${far.at.x} ${far.at.y}L${middle.at.x - 5 * middle.y} ${middle.at.y + 5 * middle.x}Z`;
}
