import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { Handle, type NodeProps, NodeResizer, Position, useConnection } from '@xyflow/react';
import { type CSSProperties, type KeyboardEvent, useContext, useEffect, useRef } from 'react';
import { isSubProcess, kindOf } from '../drawing/element-kind.ts';
import { EventOutline } from '../drawing/kind-icon.tsx';
import { ActivityMark, GatewayMark, TaskMark } from '../drawing/notation.tsx';
import { rename } from '../edits/node-edits.ts';
import { type ProcessWork, ProcessWorkContext } from '../process-work.ts';
import { PlayButtons } from '../simulation/play-buttons.tsx';
import { ChangeMark } from './change-mark.tsx';
import { type ArtefactNode, activityMarks, type ElementTokens, type ShapeData, type ShapeNode } from './diagram-node.ts';
import { Others } from './others.tsx';

/** An event: a circle with its marker, and its name below. */
export function EventShape({ data, selected }: NodeProps<ShapeNode>) {
  const { drawn } = data;
  const kind = kindOf(drawn.node);
  return (
    <div className="bpmn-shape bpmn-event" data-type={drawn.node.type} data-selected={selected || undefined} {...stateOf(data)}>
      <svg viewBox="-1 -1 38 38" width="100%" height="100%" aria-hidden="true">
        <EventOutline kind={kind} />
      </svg>
      <ShapeLabel id={drawn.id} label={drawn.node.name} place={data.isLeftBelow ? 'beside' : 'below'} />
      <ShapeMarks {...data} />
      <Ends canLeave={drawn.record !== null} canReach />
    </div>
  );
}

/** A gateway: a diamond with its marker, and its name below. */
export function GatewayShape({ data, selected }: NodeProps<ShapeNode>) {
  const { drawn } = data;
  return (
    <div className="bpmn-shape bpmn-gateway" data-selected={selected || undefined} {...stateOf(data)}>
      <svg viewBox="-1 -1 52 52" width="100%" height="100%" aria-hidden="true">
        <path className="bpmn-outline" d="M25 0.5l24.5 24.5-24.5 24.5-24.5-24.5z" />
        <GatewayMark type={drawn.node.type} />
      </svg>
      <ShapeLabel id={drawn.id} label={drawn.node.name} place={data.isLeftBelow ? 'beside' : 'below'} />
      <ShapeMarks {...data} />
      <Ends canLeave={drawn.record !== null} canReach />
    </div>
  );
}

/** A task, a call, or a sub-process, which is drawn around what stands in it. */
export function ActivityShape({ data, selected }: NodeProps<ShapeNode>) {
  const { drawn } = data;
  const { node, isCollapsed, id } = drawn;
  const isOpen = isSubProcess(node) && !isCollapsed;
  const isEventSubProcess = 'isEventSubProcess' in node && node.isEventSubProcess;
  const canChange = useContext(ProcessWorkContext) !== null;
  return (
    <div
      className="bpmn-shape bpmn-activity"
      data-type={node.type}
      data-open={isOpen || undefined}
      data-dashed={isEventSubProcess || undefined}
      data-selected={selected || undefined}
      {...stateOf(data)}
    >
      {canChange && isOpen && drawn.record !== null ? <Resizer isVisible={selected} /> : null}
      <TaskMark type={node.type} />
      <ShapeLabel id={id} label={node.name} place={isOpen ? 'top' : 'inside'} />
      <span className="bpmn-activity-marks">
        {activityMarks(drawn).map((kind) => (
          <ActivityMark key={kind} kind={kind} />
        ))}
      </span>
      <ShapeMarks {...data} />
      <Ends canLeave={drawn.record !== null && !isEventSubProcess} canReach={!isEventSubProcess} />
    </div>
  );
}

/** Pools, lanes, annotations, data and groups. */
export function ArtefactShape({ data: { artefact, others }, selected }: NodeProps<ArtefactNode>) {
  const canChange = useContext(ProcessWorkContext) !== null;
  const { type } = artefact;
  const isData = type === 'dataObjectReference' || type === 'dataStoreReference';
  return (
    <div className="bpmn-artefact" data-type={type} data-selected={selected || undefined}>
      {canChange && !isData ? <Resizer isVisible={selected} /> : null}
      {/* Its inside is for what is in it. */}
      {type === 'group' ? groupSides.map((side) => <i key={side} className="bpmn-group-side" data-side={side} />) : null}
      {canChange && type !== 'lane' && type !== 'group' ? <Ends canLeave canReach /> : null}
      <Others others={others} />
      {artefact.type === 'dataObjectReference' ? (
        <svg viewBox="0 0 36 50" width="100%" height="100%" aria-hidden="true">
          <path className="bpmn-outline" d="M0.5 0.5h25l10 10v39h-35zM25.5 0.5v10h10" />
        </svg>
      ) : artefact.type === 'dataStoreReference' ? (
        <svg viewBox="0 0 50 50" width="100%" height="100%" preserveAspectRatio="none" aria-hidden="true">
          <path className="bpmn-outline" d="M0.5 7v36c0 8 49 8 49 0v-36c0-8-49-8-49 0c0 8 49 8 49 0" />
        </svg>
      ) : null}
      <bdi>{artefact.label}</bdi>
    </div>
  );
}

const groupSides = ['top', 'right', 'bottom', 'left'] as const;

/** Grips at the sides and corners of what can be made larger. */
function Resizer({ isVisible }: { readonly isVisible: boolean }) {
  return <NodeResizer isVisible={isVisible} minWidth={40} minHeight={30} lineClassName="bpmn-resize-line" handleClassName="bpmn-resize" />;
}

/** What colours a shape: tokens, heat, what became of it. */
function stateOf({ tokens, heat, change }: ShapeData) {
  return {
    'data-token': tokens === null ? undefined : tokenState(tokens),
    'data-heat': heat === null ? undefined : '',
    'data-change': change?.kind,
    style: heat === null ? undefined : ({ '--heat': `${Math.round(heat.level * 100)}%` } as CSSProperties),
  };
}

function tokenState({ isStopped, here, isPassed }: ElementTokens): string | undefined {
  return isStopped ? 'stopped' : here > 0 ? 'here' : isPassed ? 'passed' : undefined;
}

interface EndsProps {
  readonly canLeave: boolean;
  readonly canReach: boolean;
}

/** From where a flow is drawn, and where one ends: anywhere on the shape. */
function Ends({ canLeave, canReach }: EndsProps) {
  const text = useText();
  const isConnecting = useConnection(({ inProgress }) => inProgress);
  return (
    <>
      <Handle
        type="source"
        position={Position.Right}
        className="bpmn-grip"
        isConnectable={canLeave}
        data-shown={canLeave || undefined}
        title={text('studio.bpmn.drawFlow', 'Draw to another element to lead there')}
      />
      <Handle
        type="target"
        position={Position.Left}
        className="bpmn-drop"
        isConnectable={canReach}
        data-open={(isConnecting && canReach) || undefined}
      />
    </>
  );
}

/** What is found about the element, the tokens that are there, how much there was, and what became of it. */
function ShapeMarks({ drawn, problems, tokens, heat, change, plays, others }: ShapeData) {
  const text = useText();
  return (
    <>
      {problems === null ? null : (
        <span className="bpmn-problem" data-tone={problems.isError ? 'bad' : 'warn'} title={problems.words}>
          <Icon name={problems.isError ? 'alert-circle' : 'alert-triangle'} size={14} label={problems.words} />
        </span>
      )}
      {tokens === null || tokens.here === 0 ? null : (
        <span className="bpmn-token" data-stopped={tokens.isStopped || undefined}>
          <span aria-hidden="true">{tokens.here}</span>
          <span className="studio-hidden">
            {text('studio.bpmn.tokensHere', '{count, plural, one {# token} other {# tokens}} here', { count: tokens.here })}
          </span>
        </span>
      )}
      {heat === null ? null : (
        <span className="bpmn-heat" title={heat.words}>
          <span aria-hidden="true">{heat.short}</span>
          <span className="studio-hidden">{heat.words}</span>
        </span>
      )}
      {change === null ? null : <ChangeMark change={change} />}
      <PlayButtons id={drawn.id} plays={plays} />
      <Others others={others} />
    </>
  );
}

interface ShapeLabelProps {
  readonly id: string;
  readonly label: string;
  readonly place: 'below' | 'beside' | 'inside' | 'top';
}

/** The name of an element, which is written where it stands, unless the diagram is only looked at. */
function ShapeLabel(props: ShapeLabelProps) {
  const process = useContext(ProcessWorkContext);
  return process === null ? <PlainLabel {...props} /> : <WritableLabel {...props} process={process} />;
}

function PlainLabel({ label, place }: ShapeLabelProps) {
  return label === '' ? null : (
    <bdi className="bpmn-label" data-place={place}>
      {label}
    </bdi>
  );
}

function WritableLabel({ id, label, place, process }: ShapeLabelProps & { readonly process: ProcessWork }) {
  const text = useText();
  const asking = useSignalValue(process.asking);
  const field = useRef<HTMLTextAreaElement>(null);
  const isWriting = asking?.kind === 'rename' && asking.node === id;
  useEffect(() => {
    if (!isWriting) return;
    // The surface measures and scrolls first; the field takes the focus when it has.
    const frame = requestAnimationFrame(() => {
      field.current?.focus({ preventScroll: true });
      field.current?.select();
    });
    return () => cancelAnimationFrame(frame);
  }, [isWriting]);
  if (!isWriting) return <PlainLabel id={id} label={label} place={place} />;
  const end = (written: string | null) => {
    if (process.asking.value?.kind !== 'rename') return;
    process.asking.value = null;
    const record = process.definition().records.get(id);
    if (written !== null && written !== label && record?.kind === 'process-node')
      process.edit(rename({ id, record, type: record.type }, written));
    document.querySelector<HTMLElement>('.bpmn-diagram')?.focus({ preventScroll: true });
  };
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation();
    if (event.key === 'Escape') end(null);
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    end(event.currentTarget.value);
  };
  return (
    <textarea
      ref={field}
      className="bpmn-label bpmn-label-field nodrag nopan nowheel"
      data-place={place}
      dir="auto"
      rows={2}
      maxLength={500}
      aria-label={text('studio.bpmn.elementName', 'Name of the element')}
      defaultValue={label}
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={keys}
    />
  );
}
