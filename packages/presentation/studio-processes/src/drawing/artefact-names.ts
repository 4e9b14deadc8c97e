import { useText } from '@plinth/component-kit';
import type { ArtefactType } from './artefacts.ts';

/** What pools, lanes, notes and data are called. */
export function useArtefactNames(): Readonly<Record<ArtefactType, string>> {
  const text = useText();
  return {
    participant: text('studio.bpmn.pool', 'Pool'),
    lane: text('studio.bpmn.lane', 'Lane'),
    textAnnotation: text('studio.bpmn.note', 'Note'),
    dataObjectReference: text('studio.bpmn.dataObject', 'Data object'),
    dataStoreReference: text('studio.bpmn.dataStore', 'Data store'),
    group: text('studio.bpmn.group', 'Group'),
  };
}
