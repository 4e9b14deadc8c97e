import type { ArtefactType } from './artefacts.ts';

/** Of the Tabler set. */
export const artefactIcons: Readonly<Record<ArtefactType, string>> = {
  participant: 'layout-list',
  lane: 'columns',
  textAnnotation: 'note',
  dataObjectReference: 'file',
  dataStoreReference: 'database',
  group: 'square',
};
