import { implement, listProcesses, type Operation, sendMessage, sendSignal, startProcess, startProcesses } from '@plinth/api-contract';
import { processesOf } from '@plinth/app-definition';
import { refusalOf } from '@plinth/database';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import { type StoredVariables, storableText, toStored } from '@plinth/workflow-engine';
import { processStoreErrors } from '../errors.ts';
import { idOf } from '../schedule/schedule.ts';
import { correlationText } from '../store/correlation-key.ts';
import type { StartRequest } from '../store/held-instance.ts';
import { insertMessages } from '../store/instance-statements.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { valueFromJson, variablesFromJson } from '../store/variables-from-json.ts';
import { deliverMessage, type Sent, withKey } from '../work/send.ts';
import { findHistoryStart, findSummary } from './find-start.ts';
import type { SummaryRow } from './instance-queries.ts';
import { ProcessDesk } from './process-desk.ts';
import { shownHeld, shownInstance } from './shown.ts';

/** Starting processes, and what they are told from outside. */
export function processOperations(store: ProcessStore): readonly Operation[] {
  const desk = new ProcessDesk(store);
  return [
    implement(listProcesses, async (context, _input, { application }) => {
      const { definition, version } = await store.models.current(context, application);
      const access = await desk.access(context, application);
      const items = processesOf(definition).flatMap(({ key, label, description = null }) => {
        const [mayStart, mayManage] = [access.may('start', key), access.may('manage', key)];
        return mayStart || mayManage ? [{ key, label, description, version, mayStart, mayManage }] : [];
      });
      return { items };
    }),
    implement(startProcess, async (context, { process, variables, key = null, event, idempotencyKey }, { application }) => {
      (await desk.access(context, application)).require('start', process);
      const start: StartRequest = { variables: stored(variables), ...(event === undefined ? {} : { event }) };
      const id = idempotencyKey === undefined ? uuidV7() : attemptId(context, application, idempotencyKey);
      const begun = () =>
        store.within(context, async (session) => {
          const held = await session.create({ id, application, process, key, start });
          await session.begin(held);
          return shownHeld(held, await session.now());
        });
      if (idempotencyKey === undefined) return begun();
      const before = await findSummary(context, store.database, application, id);
      if (before !== null) return sameStart(before, { process, key, start });
      return begun().catch(async (error: unknown) => {
        // The same request may have come in the same moment.
        const made = refusalOf(error)?.sqlState === '23505' ? await findSummary(context, store.database, application, id) : null;
        if (made === null) throw error;
        return sameStart(made, { process, key, start });
      });

      async function sameStart(row: SummaryRow, asked: { process: string; key: string | null; start: StartRequest }) {
        const { variables: given = {}, event: by = null } = await findHistoryStart(context, store.database, row.id);
        const made = JSON.stringify([row.process, row.key, given, by]);
        if (made !== JSON.stringify([asked.process, asked.key, asked.start.variables, asked.start.event ?? null]))
          throw processStoreErrors.idempotencyMismatch();
        return shownInstance(row);
      }
    }),
    implement(startProcesses, async (context, { process, starts, begin = 'later' }, { application }) => {
      (await desk.access(context, application)).require('start', process);
      const requests = starts.map(({ variables, key = null }) => ({ id: uuidV7(), key, start: { variables: stored(variables) } }));
      await store.within(context, async (session) => {
        for (const request of requests) {
          const held = await session.create({ ...request, application, process });
          if (begin === 'now') await session.begin(held);
        }
      });
      return { ids: requests.map(({ id }) => id) };
    }),
    implement(sendMessage, async (context, { name, key, variables, keepSeconds = 0 }, { application }) => {
      const only = await managed(desk, context, application);
      const correlation = key === undefined ? null : toStored(valueFromJson('key', key), 'key');
      const content = { key: correlation, variables: stored(variables), process: null, only };
      const sent: Sent = { id: uuidV7(), application, kind: 'message', name, key: correlationText(correlation), content, sender: null };
      return store.within(context, async (session) => {
        const delivery = await deliverMessage(session, sent, { free: false });
        if (typeof delivery === 'object') return { instance: delivery.to };
        if (keepSeconds === 0) throw processStoreErrors.nobodyWaits({ name });
        await put(session, await withKey(session, sent), keepSeconds);
        return { instance: null };
      });
    }),
    implement(sendSignal, async (context, { name, variables }, { application }) => {
      const only = await managed(desk, context, application);
      const content = { key: null, variables: stored(variables), process: null, only };
      const sent: Sent = { id: uuidV7(), application, kind: 'signal', name, key: null, content, sender: null };
      await store.within(context, (session) => put(session, sent, 7 * 24 * 3600));
      return null;
    }),
  ];

  /** Leaves a message or signal to the workers. */
  async function put(session: Parameters<Parameters<ProcessStore['within']>[1]>[0], sent: Sent, seconds: number): Promise<void> {
    const { context, transaction } = session;
    await transaction.query(context, insertMessages, [
      context.tenant.id,
      context.environment?.id ?? '',
      JSON.stringify([{ ...sent, seconds }]),
    ]);
    session.plan({ id: sent.id, kind: 'message', message: sent.id });
  }
}

/** The processes that messages and signals of the actor may reach. Throws `process-store.no-process` where there is none. */
async function managed(desk: ProcessDesk, context: RequestContext, application: string): Promise<readonly string[]> {
  const processes = (await desk.access(context, application)).processes('manage');
  if (processes.length === 0) throw processStoreErrors.noProcess({ process: '' });
  return processes;
}

function stored(variables: Readonly<Record<string, unknown>> | undefined): StoredVariables {
  return Object.fromEntries(
    Object.entries(variablesFromJson(variables)).map(([name, value]) => [storableText(name, name), toStored(value, name)]),
  );
}

/** The same key of the same person means the same instance. */
function attemptId(context: RequestContext, application: string, key: string): string {
  return idOf(['start', context.tenant.id, context.environment?.id ?? '', application, context.actor.id, key]);
}
