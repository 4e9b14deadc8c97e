import { type ActionBody, functionsOf, withDefaults } from '@plinth/app-definition';
import { shortId } from '@plinth/foundation';
import type { ArtefactView } from '@plinth/studio-frame';

const beginning = `/** What it takes and may do is said beside the editor, and known here by its types. */
export default async (input, context) => {
  return input;
};
`;

/** Functions in the Studio. */
export const functionView: ArtefactView = {
  kind: 'function',
  title: 'Functions',
  icon: 'braces',
  group: 'build',
  list: (definition) => functionsOf(definition).map(({ id, key, label }) => ({ id, label: label || key, icon: 'braces', detail: key })),
  artefactOf: (_definition, record) => (record.kind === 'function' ? record.id : null),
  create: {
    title: 'New function',
    make(definition) {
      const all = functionsOf(definition);
      const taken = new Set(all.map(({ key }) => key));
      let number = all.length + 1;
      while (taken.has(`function${number}`)) number++;
      const id = shortId();
      const label = `Function ${number}`;
      const record = withDefaults({ id, kind: 'function', key: `function${number}`, label, source: beginning } as never);
      const body: ActionBody = { type: 'RECORD_INSERT', payload: { record } };
      return { body, intent: `Add function “${label}”`, artefact: id };
    },
  },
  invitation: {
    title: 'Begin with a function',
    help: 'A function is TypeScript for what configuration cannot say. It runs behind walls, as whoever calls it, and reaches only what it is granted.',
  },
  load: async () => (await import('./function-designer.tsx')).FunctionDesigner,
};
