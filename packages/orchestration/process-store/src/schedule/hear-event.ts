import { requireFit } from '@plinth/application-events';
import type { Transaction } from '@plinth/database';
import type { CloudEvent } from '@plinth/event-bus';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import { toStored } from '@plinth/workflow-engine';
import type { ProcessModels } from '../model/process-models.ts';
import { correlationText } from '../store/correlation-key.ts';
import { insertMessages, putWork } from '../store/instance-statements.ts';
import { variablesFromJson } from '../store/variables-from-json.ts';
import type { SentContent } from '../store/write-instances.ts';
import { heardTypes } from './schedule.ts';

/** An event that comes before anybody waits for it is kept for so long. */
const keptSeconds = 3600;

/**
 * Makes an event a message for each process that has one of its name: the subject is the key that instances compare, and the variable
 * `event` what it says. Workers deliver them as soon as the transaction is committed. Throws `event-bus.unfit`.
 */
export async function hearEvent(
  context: RequestContext,
  models: ProcessModels,
  application: string,
  event: CloudEvent,
  transaction: Transaction,
): Promise<void> {
  const { definition } = await models.current(context, application);
  const processes = heardTypes(definition).get(event.type) ?? [];
  if (processes.length === 0) return;
  requireFit(definition, event);
  const { id, source, type, subject = id, time = null, data = null } = event;
  const [variable] = Object.values(variablesFromJson({ event: { id, source, type, subject, time, data } }));
  const key = toStored(subject, 'key');
  const here = [context.tenant.id, context.environment?.id ?? ''] as const;
  const messages = processes.map((process) => {
    const content: SentContent = {
      ...{ key, variables: { event: toStored(variable ?? null, 'event') }, process: null, only: [process] },
      ...(context.chain === undefined ? {} : { chain: context.chain }),
    };
    return {
      id: uuidV7(),
      application,
      kind: 'message',
      name: type,
      key: correlationText(key),
      content,
      sender: null,
      seconds: keptSeconds,
    };
  });
  await transaction.query(context, insertMessages, [...here, JSON.stringify(messages)]);
  const work = messages.map(({ id: message }) => ({ id: message, kind: 'message', message }));
  await transaction.query(context, putWork, [...here, JSON.stringify(work)]);
}
