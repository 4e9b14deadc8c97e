import { type ActionBody, processesOf, withDefaults } from '@plinth/app-definition';
import { shortId } from '@plinth/foundation';
import type { ArtefactView } from '@plinth/studio-frame';

/** Processes in the Studio. */
export const processView: ArtefactView = {
  kind: 'process',
  title: 'Processes',
  icon: 'route',
  group: 'build',
  list: (definition) =>
    processesOf(definition).map(({ id, key, label }) => ({ id, label: label.trim() === '' ? key : label, icon: 'route', detail: key })),
  artefactOf(definition, record) {
    if (record.kind === 'process') return record.id;
    if (record.kind !== 'process-node' && record.kind !== 'process-flow') return null;
    // Sub-processes may stand in each other as deep as a document can be.
    let parent = definition.records.get(record.parent);
    for (let depth = 0; parent?.kind === 'process-node' && depth < 200; depth++) parent = definition.records.get(parent.parent);
    return parent?.kind === 'process' ? parent.id : null;
  },
  create: {
    title: 'New process',
    make(definition) {
      const all = processesOf(definition);
      const taken = new Set(all.map(({ key }) => key));
      let number = all.length + 1;
      while (taken.has(`process${number}`)) number++;
      const id = shortId();
      const start = {
        id: shortId(),
        kind: 'process-node' as const,
        parent: id,
        index: 'a0',
        key: 'start',
        type: 'startEvent',
        place: { x: 180, y: 160, width: 36, height: 36 },
      };
      const records = [{ id, kind: 'process' as const, key: `process${number}`, label: `Process ${number}` }, start];
      const actions = records.map((record): ActionBody => ({ type: 'RECORD_INSERT', payload: { record: withDefaults(record) } }));
      return { body: { type: 'BATCH', payload: { actions } }, intent: `Add process “Process ${number}”`, artefact: id };
    },
  },
  invitation: {
    title: 'Begin with a process',
    help: 'A process says who does what, when, and what happens then: an application, its checks, its approval. It is drawn in BPMN.',
  },
  load: async () => (await import('./process-designer.tsx')).ProcessDesigner,
  compare: async () => (await import('./comparison/process-comparison.tsx')).ProcessComparison,
  planned: ({ replays }) => (replays.length === 0 ? null : async () => (await import('./replay/planned-replays.tsx')).PlannedReplays),
  async problems(definition) {
    if (processesOf(definition).length === 0) return [];
    const { checkProcesses } = await import('@plinth/processes');
    return checkProcesses(definition);
  },
};
