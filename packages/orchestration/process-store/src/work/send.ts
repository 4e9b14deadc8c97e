import { processesOf } from '@plinth/app-definition';
import { PlinthError, uuidV7 } from '@plinth/foundation';
import { feelContext, fromStored, messageKey, type ProcessStart, type Stimulus, startsOf } from '@plinth/workflow-engine';
import type { RunnableProcess } from '../model/process-models.ts';
import { causedId, momentOfId } from '../store/caused-id.ts';
import { correlationText } from '../store/correlation-key.ts';
import type { HeldInstance } from '../store/held-instance.ts';
import type { InstanceSession } from '../store/instance-session.ts';
import type { SentContent } from '../store/write-instances.ts';
import { selectListening, selectWaiting } from './work-statements.ts';

/** A message or signal that is under way. */
export interface Sent {
  readonly id: string;
  readonly application: string;
  readonly kind: 'message' | 'signal';
  readonly name: string;
  /** Text of the correlation key. */
  readonly key: string | null;
  readonly content: SentContent;
  readonly sender: string | null;
}

/** `busy`: somebody holds the instance that waits for it. */
export type Delivery = { readonly to: string } | 'busy' | 'nobody';

/** Gives a message to the first instance that waits for it, else starts a process that begins with it. */
export async function deliverMessage(session: InstanceSession, given: Sent, { free }: { readonly free: boolean }): Promise<Delivery> {
  const { context, transaction } = session;
  const sent = await withKey(session, given);
  const { application, name, key, content } = sent;
  const here = [context.tenant.id, context.environment?.id ?? ''];
  const only = content.only === undefined ? null : [...content.only];
  const { rows } = await transaction.query<{ instance: string }>(context, selectWaiting, [...here, application, name, key, only]);
  let isBusy = false;
  for (const { instance } of rows) {
    const [held] = await session.hold([instance], { free });
    if (held === undefined) isBusy = true;
    else if (mayReach(sent, held.process) && (await isTaken(session, held, sent))) return { to: instance };
  }
  if (isBusy) return 'busy';
  const [start] = await startsBy(session, sent);
  return start === undefined ? 'nobody' : { to: (await startBy(session, sent, start)).id };
}

/** A message that comes without a key, with the one that is in what it brings by the correlation properties of a process (BPMN 2.0.2 §8.4.2). */
export async function withKey(session: InstanceSession, sent: Sent): Promise<Sent> {
  if (sent.key !== null || sent.content.key !== null) return sent;
  const now = await session.now();
  for (const { model } of await runnables(session, sent.application)) {
    const key = correlationText(messageKey(model, sent.name, sent.content.variables, now));
    if (key !== null) return { ...sent, key };
  }
  return sent;
}

/** What of the application's processes can be run; one that cannot is started by nothing. */
async function runnables(session: InstanceSession, application: string): Promise<readonly RunnableProcess[]> {
  const { definition, version } = await session.release(application);
  const found: RunnableProcess[] = [];
  for (const { key } of processesOf(definition)) {
    const runnable = await session.models.find(session.context, application, version, key, definition).catch((error: unknown) => {
      if (error instanceof PlinthError && error.fault === 'caller') return null;
      throw error;
    });
    if (runnable !== null) found.push(runnable);
  }
  return found;
}

function stimulusOf({ kind, name, content }: Sent): Stimulus {
  const variables = feelContext(content.variables);
  if (kind === 'signal') return { kind, name, variables };
  return { kind, name, variables, ...(content.key === null ? {} : { key: fromStored(content.key) }) };
}

const causeOf = ({ content: { chain = 0 } }: Sent) => ({ cause: chain });

/** False where it waits no longer. */
async function isTaken(session: InstanceSession, held: HeldInstance, sent: Sent): Promise<boolean> {
  try {
    await session.take(held, stimulusOf(sent), causeOf(sent));
    return true;
  } catch (error) {
    if (error instanceof PlinthError && (error.code === 'process.not-waiting' || error.code === 'process.ended')) return false;
    throw error;
  }
}

/** Lets a signal happen to an instance, if it is still there to hear it. */
export async function hearSignal(session: InstanceSession, held: HeldInstance, sent: Sent): Promise<void> {
  if (mayReach(sent, held.process)) await isTaken(session, held, sent);
}

function mayReach({ content: { only } }: Sent, process: string): boolean {
  return only === undefined || only.includes(process);
}

/** Plans the delivery of a signal to everyone who listens, and starts the processes that begin with it. Gives how many listen. */
export async function broadcastSignal(session: InstanceSession, sent: Sent): Promise<number> {
  const { context, transaction } = session;
  const here = [context.tenant.id, context.environment?.id ?? ''];
  let reached = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await transaction.query<{ instance: string }>(context, selectListening, [
      ...here,
      ...[sent.application, sent.name, after, sent.sender],
    ]);
    for (const { instance } of rows) session.plan({ id: uuidV7(), kind: 'delivery', instance, message: sent.id });
    reached += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < 1000) break;
    after = last.instance;
  }
  for (const start of await startsBy(session, sent)) await startBy(session, sent, start);
  return reached;
}

interface StartBy {
  readonly process: string;
  readonly start: ProcessStart;
}

/** What the application's processes have that begins with it, at most one for each process. */
async function startsBy(session: InstanceSession, sent: Sent): Promise<StartBy[]> {
  const { application, kind, name, content } = sent;
  return (await runnables(session, application)).flatMap(({ record: { key: process }, model }): StartBy[] => {
    if (process === content.process || !mayReach(sent, process)) return [];
    const start = startsOf(model).find(({ trigger }) => trigger.kind === kind && trigger.name === name);
    return start === undefined ? [] : [{ process, start }];
  });
}

async function startBy(session: InstanceSession, sent: Sent, { process, start }: StartBy): Promise<HeldInstance> {
  const { application, kind, name, content } = sent;
  const how = kind === 'message' ? { message: name } : { signal: name };
  const id = causedId(momentOfId(sent.id), [sent.id, process, start.event]);
  const request = { id, application, process, element: start.process, key: null };
  const held = await session.create({ ...request, start: { ...how, variables: content.variables } });
  await session.begin(held, causeOf(sent));
  return held;
}
