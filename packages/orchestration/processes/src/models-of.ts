import { type Definition, processesOf } from '@plinth/app-definition';
import { PlinthError } from '@plinth/foundation';
import { type BpmnDocument, nodesOf, type ProcessModel, readBpmn } from '@plinth/process-model';
import { apart, idsIn } from './apart.ts';
import { unlaidBpmnOf } from './bpmn-of.ts';

/** A process of a definition, read. Throws `processes.unknown-process`, `processes.unreadable-content`, `process-model.malformed`. */
export function readProcess(definition: Definition, key: string): BpmnDocument {
  return readBpmn(unlaidBpmnOf(definition, key));
}

/** Ids of processes and global tasks of the other documents of a definition, by the key of the record that has them. */
export function callableElsewhere(definition: Definition, key: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const other of processesOf(definition)) {
    if (other.key === key) continue;
    const model = modelOrNull(definition, other.key);
    for (const { id } of [...(model?.processes ?? []), ...(model?.globalTasks ?? [])]) if (!found.has(id)) found.set(id, other.key);
  }
  return found;
}

/** A process with the processes of other documents that it calls, and those that these call: what it takes to run it. */
export function modelOf(definition: Definition, key: string): ProcessModel {
  const { model } = readProcess(definition, key);
  const wanted = (each: ProcessModel) =>
    each.processes.flatMap((process) =>
      [...nodesOf(process)].flatMap(({ node }) => (node.type === 'callActivity' && node.called !== null ? [node.called] : [])),
    );
  const calls = wanted(model);
  if (calls.every((id) => isIn(model, id))) return model;
  const elsewhere = callableElsewhere(definition, key);
  const taken = new Map<string, ProcessModel>();
  const ids = new Set(idsIn(model));
  for (let id = calls.pop(); id !== undefined; id = calls.pop()) {
    const other = elsewhere.get(id);
    if (other === undefined || taken.has(other) || isIn(model, id)) continue;
    const read = apart(readProcess(definition, other).model, ids, other);
    for (const each of idsIn(read)) ids.add(each);
    taken.set(other, read);
    calls.push(...wanted(read));
  }
  const all = [model, ...taken.values()];
  return {
    ...model,
    processes: all.flatMap(({ processes }) => processes),
    globalTasks: all.flatMap(({ globalTasks }) => globalTasks),
    messages: all.flatMap(({ messages }) => messages),
    signals: all.flatMap(({ signals }) => signals),
    errors: all.flatMap(({ errors }) => errors),
    escalations: all.flatMap(({ escalations }) => escalations),
  };
}

function isIn({ processes, globalTasks }: ProcessModel, id: string): boolean {
  return [...processes, ...globalTasks].some((each) => each.id === id);
}

/** What is wrong with other processes is told of those. */
function modelOrNull(definition: Definition, key: string): ProcessModel | null {
  try {
    return readProcess(definition, key).model;
  } catch (error) {
    if (error instanceof PlinthError) return null;
    throw error;
  }
}
