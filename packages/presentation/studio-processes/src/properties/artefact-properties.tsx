import { useText } from '@plinth/component-kit';
import type { ReactNode } from 'react';
import { useArtefactNames } from '../drawing/artefact-names.ts';
import { type Artefact, type ArtefactLink, artefactId, type LinkType } from '../drawing/artefacts.ts';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { ownPool } from '../drawing/pools.ts';
import { renameArtefact } from '../edits/artefact-edits.ts';
import type { Edit } from '../edits/edit.ts';
import { addLane } from '../edits/lane-edits.ts';
import { changeLink } from '../edits/link-edits.ts';
import { splitLane } from '../edits/pool-edits.ts';
import { removeSelected } from '../edits/selection-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { ChoiceSetting, Group, TextSetting } from './setting.tsx';

interface ArtefactPropertiesProps {
  readonly drawn: DrawnProcess;
  readonly artefact: Artefact;
}

/** A pool, a lane, a note, data, a group or what joins these: what it is called or says. */
export function ArtefactProperties({ drawn, artefact }: ArtefactPropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  const names = useArtefactNames();
  const { key, label, type } = artefact;
  const act = (title: string, make: () => Edit | null) => (
    <button type="button" className="studio-act" onClick={() => process.edit(make)}>
      {title}
    </button>
  );
  const remove = act(text('studio.bpmn.removeArtefact', 'Remove'), () => removeSelected(process.definition(), drawn, [artefactId(key)]));
  if (artefact.kind === 'link') return <LinkProperties drawn={drawn} link={artefact} remove={remove} />;
  const isNote = type === 'textAnnotation';
  return (
    <Group title={names[artefact.type]}>
      <TextSetting
        label={isNote ? text('studio.bpmn.noteText', 'Text') : text('studio.bpmn.name', 'Name')}
        value={label}
        long={isNote}
        onKeep={(words) => process.edit(() => renameArtefact(process.definition(), drawn, key, words))}
      />
      {type === 'dataObjectReference' || type === 'dataStoreReference' ? (
        <p className="process-hint">
          {text('studio.bpmn.dataHelp', 'Where it flows into or out of an element, it is the variable of its name there.')}
        </p>
      ) : null}
      {artefact.type === 'lane' ? act(text('studio.bpmn.splitLane', 'Split the lane'), () => splitLane(drawn, artefact)) : null}
      {type === 'lane' || (type === 'participant' && ownPool(drawn)?.key === key)
        ? act(text('studio.bpmn.addLane', 'Add a lane'), () => addLane(drawn))
        : null}
      {remove}
    </Group>
  );
}

interface LinkPropertiesProps {
  readonly drawn: DrawnProcess;
  readonly link: ArtefactLink;
  readonly remove: ReactNode;
}

function LinkProperties({ drawn, link, remove }: LinkPropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  const titles: Readonly<Record<LinkType, string>> = {
    association: text('studio.bpmn.association', 'Association'),
    messageFlow: text('studio.bpmn.messageFlow', 'Message flow'),
    dataInputAssociation: text('studio.bpmn.dataInput', 'Data goes in'),
    dataOutputAssociation: text('studio.bpmn.dataOutput', 'Data comes out'),
  };
  return (
    <Group title={titles[link.type]}>
      {link.type === 'messageFlow' ? (
        <TextSetting
          label={text('studio.bpmn.name', 'Name')}
          value={link.label}
          onKeep={(name) => process.edit(() => changeLink(drawn, link, 'name', name))}
        />
      ) : null}
      {link.type === 'association' ? (
        <ChoiceSetting
          label={text('studio.bpmn.direction', 'Direction')}
          value={link.direction}
          choices={[
            { value: 'None', label: text('studio.bpmn.none', 'None') },
            { value: 'One', label: text('studio.bpmn.directionOne', 'To its end') },
            { value: 'Both', label: text('studio.bpmn.directionBoth', 'Both ways') },
          ]}
          onChange={(direction) =>
            process.edit(() => changeLink(drawn, link, 'associationDirection', direction === 'None' ? '' : direction))
          }
        />
      ) : null}
      {remove}
    </Group>
  );
}
