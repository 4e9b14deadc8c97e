import { Icon, useText } from '@plinth/component-kit';
import type { Point } from '@plinth/process-model';
import { useReactFlow } from '@xyflow/react';
import type { RefObject } from 'react';
import { artefactIcons } from '../drawing/artefact-icons.ts';
import { useArtefactNames } from '../drawing/artefact-names.ts';
import type { ArtefactType } from '../drawing/artefacts.ts';
import { type DrawnNode, type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { ownPool } from '../drawing/pools.ts';
import { addData, addGroup, addNote } from '../edits/artefact-edits.ts';
import type { Edit } from '../edits/edit.ts';
import { addLane, addPool } from '../edits/lane-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { isWithin } from './diagram-node.ts';
import { useDrawing } from './use-drawing.tsx';

interface ArtefactPaletteProps {
  readonly drawn: DrawnProcess;
  readonly surface: RefObject<HTMLElement | null>;
}

/** What is drawn besides what runs: notes, data, groups, pools and lanes; onto a place, or with a press beside what is selected. */
export function ArtefactPalette({ drawn, surface }: ArtefactPaletteProps) {
  const text = useText();
  const process = useProcessWork();
  const flow = useReactFlow();
  const names = useArtefactNames();
  const { ghost, begin } = useDrawing(surface);
  const chosen = () => process.work.selection.value.flatMap((id) => nodeOf(drawn, id) ?? []);
  const beside = (): Point => {
    const last = chosen().at(-1);
    if (last !== undefined) return { x: last.box.x + last.box.width + 110, y: last.box.y - 60 };
    const bounds = surface.current?.getBoundingClientRect();
    const middle = bounds === undefined ? { x: 0, y: 0 } : { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 3 };
    return flow.screenToFlowPosition(middle);
  };
  const make: Readonly<Record<ArtefactType, (at: Point, about: readonly DrawnNode[]) => Edit | null>> = {
    textAnnotation: (at, about) => addNote(drawn, at, about.at(-1) ?? null),
    dataObjectReference: (at) => addData(drawn, 'dataObjectReference', at),
    dataStoreReference: (at) => addData(drawn, 'dataStoreReference', at),
    group: (at, about) => addGroup(drawn, about, at),
    participant: () => addPool(drawn),
    lane: () => addLane(drawn),
  };
  const types = Object.keys(make).filter((type) => type !== 'lane' || ownPool(drawn) !== null) as ArtefactType[];
  const drop = (type: ArtefactType) => (last: globalThis.PointerEvent) => {
    const at = flow.screenToFlowPosition({ x: last.clientX, y: last.clientY });
    // Drawn onto an element, a note is about it.
    const under = drawn.nodes.findLast(({ box, record }) => record !== null && isWithin(at, box));
    const isNote = type === 'textAnnotation' && under !== undefined;
    process.edit(() => make[type](isNote ? { x: at.x + 110, y: under.box.y - 60 } : at, isNote ? [under] : []));
  };
  return (
    <>
      {types.map((type) => (
        <button
          key={type}
          type="button"
          className="studio-tool"
          title={text('studio.bpmn.addArtefact', 'Add: {name}', { name: names[type] })}
          aria-label={text('studio.bpmn.addArtefact', 'Add: {name}', { name: names[type] })}
          onPointerDown={(event) => begin(event, <Icon name={artefactIcons[type]} size={32} />, drop(type))}
          onClick={() => {
            process.edit(() => make[type](beside(), chosen()));
            document.querySelector<HTMLElement>('.process-properties :is(input, textarea)')?.focus();
          }}
        >
          <Icon name={artefactIcons[type]} size={18} />
        </button>
      ))}
      {ghost}
    </>
  );
}
