import { type ActionBody, decisionsOf, withDefaults } from '@plinth/app-definition';
import { shortId } from '@plinth/foundation';
import type { ArtefactView } from '@plinth/studio-frame';

/** Decisions in the Studio. */
export const decisionView: ArtefactView = {
  kind: 'decision',
  title: 'Decisions',
  icon: 'gavel',
  group: 'build',
  list: (definition) => decisionsOf(definition).map(({ id, key, label }) => ({ id, label: label || key, icon: 'gavel', detail: key })),
  artefactOf: (_definition, record) => (record.kind === 'decision' ? record.id : record.kind === 'rule' ? record.parent : null),
  create: {
    title: 'New decision',
    make(definition) {
      const all = decisionsOf(definition);
      const taken = new Set(all.map(({ key }) => key));
      let number = all.length + 1;
      while (taken.has(`decision${number}`)) number++;
      const id = shortId();
      const key = `decision${number}`;
      const table = { hitPolicy: 'UNIQUE', inputs: [{ expression: 'amount', type: 'number' }], outputs: [{ type: 'string' }] };
      const record = withDefaults({
        id,
        kind: 'decision',
        key,
        label: `Decision ${number}`,
        inputs: { amount: { type: 'number' } },
        decisions: { [key]: { type: 'string', table } },
      } as never);
      const insert: ActionBody = { type: 'RECORD_INSERT', payload: { record } };
      return { body: insert, intent: `Add decision “Decision ${number}”`, artefact: id };
    },
  },
  invitation: {
    title: 'Begin with a decision',
    help: 'A decision is a table of rules that people can read: who gets a loan, at which rate. Pages, fields and other decisions ask it.',
  },
  load: async () => (await import('./decision-designer.tsx')).DecisionDesigner,
};
