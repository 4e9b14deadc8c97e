import { type ActionBody, appOf, eventTypesOf, withDefaults } from '@plinth/app-definition';
import { shortId } from '@plinth/foundation';
import type { ArtefactView } from '@plinth/studio-frame';

/** What a new type begins with. */
const firstSchema = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };

/** The types of events of an application. */
export const eventTypeView: ArtefactView = {
  kind: 'event-type',
  title: 'Events',
  icon: 'broadcast',
  group: 'systems',
  list: (definition) =>
    eventTypesOf(definition).map(({ id, key, label, type, from }) => ({
      id,
      label: label.trim() === '' ? key : label,
      icon: from === 'here' ? 'broadcast' : 'world',
      detail: type,
    })),
  artefactOf: (_definition, record) => (record.kind === 'event-type' ? record.id : null),
  create: {
    title: 'New type of event',
    make(definition) {
      const taken = new Set(eventTypesOf(definition).flatMap(({ key, type }) => [key, type]));
      const application = appOf(definition)?.key ?? 'application';
      let number = eventTypesOf(definition).length + 1;
      while (taken.has(`event${number}`) || taken.has(`${application}.event${number}`)) number++;
      const id = shortId();
      const record = withDefaults({
        ...{ id, kind: 'event-type', key: `event${number}`, label: `Event ${number}`, type: `${application}.event${number}` },
        schema: firstSchema,
      });
      const body: ActionBody = { type: 'RECORD_INSERT', payload: { record } };
      return { body, intent: `Add type of event “Event ${number}”`, artefact: id };
    },
  },
  invitation: {
    title: 'Begin with a type of event',
    help: 'What the application tells others when something has happened, or hears from them. Processes begin with it, and programs of others read it.',
  },
  load: async () => (await import('./event-type-editor.tsx')).EventTypeEditor,
};
