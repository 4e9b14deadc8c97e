import { entitiesOf } from '@plinth/app-definition';
import type { ArtefactView } from '@plinth/studio-frame';
import { addEntity } from './definition/entity-edits.ts';

/** Entities in the Studio, with their fields, relations and indexes. */
export const entityView: ArtefactView = {
  kind: 'entity',
  title: 'Entities',
  icon: 'database',
  group: 'data',
  list: (definition) =>
    entitiesOf(definition).map(({ id, key, label, icon, source }) => ({
      id,
      label: label.trim() === '' ? key : label,
      icon: icon ?? (source === undefined ? 'table' : 'plug'),
      detail: key,
    })),
  artefactOf(_definition, record) {
    if (record.kind === 'entity') return record.id;
    return record.kind === 'field' || record.kind === 'relation' || record.kind === 'index' ? record.parent : null;
  },
  create: {
    title: 'New entity',
    make(definition) {
      const { body, intent, entity } = addEntity(definition);
      return { body, intent, artefact: entity };
    },
  },
  invitation: {
    title: 'Begin with an entity',
    help: 'An entity is a kind of thing that the application keeps: customers, orders. Publishing makes a table of it.',
  },
  load: async () => (await import('./entity/entity-designer.tsx')).EntityDesigner,
  compare: async () => (await import('./diagram/diagram-comparison.tsx')).DiagramComparison,
};
