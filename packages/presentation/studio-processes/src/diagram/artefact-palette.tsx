import { Icon, useText } from '@plinth/component-kit';
import { useReactFlow } from '@xyflow/react';
import type { RefObject } from 'react';
import { artefactIcons } from '../drawing/artefact-icons.ts';
import { useArtefactNames } from '../drawing/artefact-names.ts';
import { type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { addData, addNote } from '../edits/artefact-edits.ts';
import type { Edit } from '../edits/edit.ts';
import { addLane, addPool, ownPool } from '../edits/lane-edits.ts';
import { useProcessWork } from '../process-work.ts';

interface ArtefactPaletteProps {
  readonly drawn: DrawnProcess;
  readonly surface: RefObject<HTMLElement | null>;
}

/** What is drawn besides what runs: notes about what is selected, data, pools and lanes. */
export function ArtefactPalette({ drawn, surface }: ArtefactPaletteProps) {
  const text = useText();
  const process = useProcessWork();
  const flow = useReactFlow();
  const names = useArtefactNames();
  const place = () => {
    const chosen = nodeOf(drawn, process.work.selection.value.at(-1) ?? '');
    if (chosen !== null) return { about: chosen, at: { x: chosen.box.x + chosen.box.width + 110, y: chosen.box.y - 60 } };
    const bounds = surface.current?.getBoundingClientRect();
    const middle = bounds === undefined ? { x: 0, y: 0 } : { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 3 };
    return { about: null, at: flow.screenToFlowPosition(middle) };
  };
  const tools: readonly (readonly [keyof typeof artefactIcons, string, () => Edit | null])[] = [
    ['textAnnotation', names.textAnnotation, () => addNote(drawn, place().at, place().about)],
    ['dataObjectReference', names.dataObjectReference, () => addData(drawn, 'dataObjectReference', place().at)],
    ['dataStoreReference', names.dataStoreReference, () => addData(drawn, 'dataStoreReference', place().at)],
    ['participant', names.participant, () => addPool(drawn)],
    ...(ownPool(drawn) === null ? [] : [['lane', names.lane, () => addLane(drawn)] as const]),
  ];
  return tools.map(([type, name, make]) => (
    <button
      key={type}
      type="button"
      className="studio-tool"
      title={text('studio.bpmn.addArtefact', 'Add: {name}', { name })}
      aria-label={text('studio.bpmn.addArtefact', 'Add: {name}', { name })}
      onClick={() => {
        process.edit(make);
        document.querySelector<HTMLElement>('.process-properties :is(input, textarea)')?.focus();
      }}
    >
      <Icon name={artefactIcons[type]} size={18} />
    </button>
  ));
}
