import { type Definition, processesOf } from '@plinth/app-definition';
import { PlinthError, type RequestContext } from '@plinth/foundation';
import { nodesOf } from '@plinth/process-model';
import type { ProcessModels } from '../model/process-models.ts';

const known = new WeakMap<Definition, Map<string, number>>();

/**
 * How much work of a topic is held at once at most, as the tasks of the released processes say by `plinth:atOnce`, the least of them;
 * undefined where none does.
 */
export async function topicLimit(
  context: RequestContext,
  models: ProcessModels,
  application: string,
  topic: string,
): Promise<number | undefined> {
  const { definition, version } = await models.current(context, application);
  let limits = known.get(definition);
  if (limits === undefined) {
    limits = new Map();
    for (const { key } of processesOf(definition))
      await addLimits(limits, () => models.find(context, application, version, key, definition));
    known.set(definition, limits);
  }
  return limits.get(topic);
}

async function addLimits(limits: Map<string, number>, find: () => ReturnType<ProcessModels['find']>): Promise<void> {
  try {
    const { model } = await find();
    for (const { node } of model.processes.flatMap((process) => [...nodesOf(process)])) {
      if (!('settings' in node) || node.type === 'userTask') continue;
      const { topic = node.id } = node.settings;
      if (node.atOnce !== null) limits.set(topic, Math.min(node.atOnce, limits.get(topic) ?? node.atOnce));
    }
  } catch (error) {
    // One that cannot be run has no work.
    if (!(error instanceof PlinthError && error.fault === 'caller')) throw error;
  }
}
