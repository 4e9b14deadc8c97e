import { Icon, useText } from '@plinth/component-kit';
import { useReactFlow } from '@xyflow/react';
import type { RefObject } from 'react';
import { type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { type ElementKind, groupOf, kindId } from '../drawing/element-kind.ts';
import { KindIcon } from '../drawing/kind-icon.tsx';
import { useKindNames } from '../drawing/kind-names.ts';
import type { Edit } from '../edits/edit.ts';
import { addNode, appendNode, insertIntoFlow } from '../edits/node-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { ArtefactPalette } from './artefact-palette.tsx';
import { isWithin } from './diagram-node.ts';
import { containerAt } from './dropped.ts';
import { useDrawing } from './use-drawing.tsx';

/** What people draw most; everything else is in the menu. */
const kinds: readonly ElementKind[] = [
  { type: 'startEvent', trigger: null },
  { type: 'userTask', trigger: null },
  { type: 'serviceTask', trigger: null },
  { type: 'businessRuleTask', trigger: null },
  { type: 'exclusiveGateway', trigger: null },
  { type: 'parallelGateway', trigger: null },
  { type: 'intermediateCatchEvent', trigger: 'timer' },
  { type: 'subProcess', trigger: null },
  { type: 'endEvent', trigger: null },
];

/** Elements that are drawn onto the diagram; a press without drawing appends to what is selected. */
export function Palette({ drawn, surface }: { readonly drawn: DrawnProcess; readonly surface: RefObject<HTMLElement | null> }) {
  const text = useText();
  const process = useProcessWork();
  const flow = useReactFlow();
  const kindName = useKindNames();
  const { ghost, begin } = useDrawing(surface);
  const add = (kind: ElementKind) => {
    const chosen = nodeOf(drawn, process.work.selection.value.at(-1) ?? '');
    const canAppend = chosen?.record && chosen.node.type !== 'endEvent' && kind.type !== 'startEvent';
    const bounds = surface.current?.getBoundingClientRect();
    const middle = bounds === undefined ? { x: 0, y: 0 } : { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
    process.edit(
      canAppend
        ? appendNode(process.definition(), drawn, chosen, kind)
        : addNode(process.definition(), drawn, kind, { ...flow.screenToFlowPosition(middle), container: null }),
    );
    surface.current?.focus({ preventScroll: true });
  };
  const drop = (kind: ElementKind) => (last: globalThis.PointerEvent) =>
    process.edit(edited(process.definition(), drawn, kind, flow.screenToFlowPosition({ x: last.clientX, y: last.clientY }), flowAt(last)));
  return (
    <div className="bpmn-palette" role="toolbar" aria-orientation="vertical" aria-label={text('studio.bpmn.palette', 'Elements')}>
      {kinds.map((kind) => (
        <button
          key={kindId(kind)}
          type="button"
          className="studio-tool"
          title={kindName(kind)}
          aria-label={kindName(kind)}
          onPointerDown={(event) => begin(event, <KindIcon kind={kind} size={36} />, drop(kind))}
          onClick={() => add(kind)}
        >
          <KindIcon kind={kind} />
        </button>
      ))}
      <button
        type="button"
        className="studio-tool"
        title={text('studio.bpmn.moreElements', 'More elements')}
        aria-label={text('studio.bpmn.moreElements', 'More elements')}
        onClick={() => {
          process.asking.value = { kind: 'add' };
        }}
      >
        <Icon name="dots" size={18} />
      </button>
      <span className="bpmn-palette-line" />
      <ArtefactPalette drawn={drawn} surface={surface} />
      {ghost}
    </div>
  );
}

/** The flow under the pointer. */
function flowAt({ clientX, clientY }: globalThis.PointerEvent): string | null {
  const edge = document.elementsFromPoint(clientX, clientY).find((element) => element.closest('.react-flow__edge') !== null);
  return edge?.closest<HTMLElement>('.react-flow__edge')?.dataset.id ?? null;
}

/** What comes of an element that was drawn to a place: into a flow, onto the border of an activity, or where there is room. */
export function edited(
  definition: Parameters<typeof addNode>[0],
  drawn: DrawnProcess,
  kind: ElementKind,
  place: { readonly x: number; readonly y: number },
  flowId: string | null,
): Edit | null {
  const flow = drawn.flows.find(({ id }) => id === flowId);
  if (flow !== undefined && groupOf(kind) !== 'start' && groupOf(kind) !== 'end') return insertIntoFlow(definition, drawn, flow, kind);
  const container = containerAt(drawn, place);
  const activity = drawn.nodes.findLast(
    ({ id, node, record, box }) => 'loop' in node && record !== null && id !== container && isWithin(place, box),
  );
  if (kind.type === 'intermediateCatchEvent' && activity !== undefined) {
    const onBorder = { x: place.x, y: activity.box.y + activity.box.height };
    return addNode(
      definition,
      drawn,
      { ...kind, type: 'boundaryEvent' },
      { ...onBorder, container: activity.container, host: activity.id },
    );
  }
  return addNode(definition, drawn, kind, { ...place, container });
}
