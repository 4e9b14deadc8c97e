import { useText } from '@plinth/component-kit';
import { useArtefactNames } from '../drawing/artefact-names.ts';
import type { Artefact } from '../drawing/artefacts.ts';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { removeArtefacts, renameArtefact } from '../edits/artefact-edits.ts';
import { addLane, ownPool } from '../edits/lane-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { Group, TextSetting } from './setting.tsx';

interface ArtefactPropertiesProps {
  readonly drawn: DrawnProcess;
  readonly artefact: Artefact & { readonly kind: 'shape' };
}

/** A pool, a lane, a note or data: what it is called or says. */
export function ArtefactProperties({ drawn, artefact }: ArtefactPropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  const names = useArtefactNames();
  const { key, label, type } = artefact;
  const isNote = type === 'textAnnotation';
  return (
    <Group title={names[type]}>
      <TextSetting
        label={isNote ? text('studio.bpmn.noteText', 'Text') : text('studio.bpmn.name', 'Name')}
        value={label}
        long={isNote}
        onKeep={(words) => process.edit(() => renameArtefact(drawn, key, words))}
      />
      {type === 'lane' || (type === 'participant' && ownPool(drawn)?.key === key) ? (
        <button type="button" className="process-act" onClick={() => process.edit(() => addLane(drawn))}>
          {text('studio.bpmn.addLane', 'Add a lane')}
        </button>
      ) : null}
      <button type="button" className="process-act" onClick={() => process.edit(() => removeArtefacts(drawn, [key]))}>
        {text('studio.bpmn.removeArtefact', 'Remove')}
      </button>
    </Group>
  );
}
