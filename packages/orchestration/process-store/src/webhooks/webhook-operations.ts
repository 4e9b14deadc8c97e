import { implement, listWebhooks, type Operation, receiveWebhook, removeWebhookSecret, setWebhookSecret } from '@plinth/api-contract';
import { processesOf } from '@plinth/app-definition';
import type { Transaction } from '@plinth/database';
import type { CalledTriggers } from '@plinth/external-triggers';
import { PlinthError, type RequestContext, systemActor } from '@plinth/foundation';
import type { VerifiedWebhook, WebhookSecrets } from '@plinth/signed-webhooks';
import { toStored, type WebhookStart, webhookStartsOf } from '@plinth/workflow-engine';
import { processStoreErrors } from '../errors.ts';
import { causedId } from '../store/caused-id.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { valueFromJson } from '../store/variables-from-json.ts';

interface Door extends WebhookStart {
  /** Key of the process's record. */
  readonly key: string;
}

/** Processes that programs of others start, triggers that their systems call, and the secrets that both sign with. */
export function webhookOperations(
  store: ProcessStore,
  webhooks: WebhookSecrets,
  triggers: Pick<CalledTriggers, 'keys' | 'take'>,
): readonly Operation[] {
  /** The webhooks of what runs here; of several of one name the first counts. */
  async function doorsOf(context: RequestContext, application: string): Promise<readonly Door[]> {
    const { definition, version } = await store.models.current(context, application);
    const doors: Door[] = [];
    for (const { key } of processesOf(definition)) {
      const runnable = await store.models.find(context, application, version, key, definition).catch((error: unknown) => {
        // One that cannot be run is started by nothing.
        if (error instanceof PlinthError && error.fault === 'caller') return null;
        throw error;
      });
      doors.push(...(runnable === null ? [] : webhookStartsOf(runnable.model)).map((start) => ({ ...start, key })));
    }
    return doors.filter(({ webhook }, at) => doors.findIndex((other) => other.webhook === webhook) === at);
  }

  /** None where nothing is released yet. */
  async function releasedDoors(context: RequestContext, application: string): Promise<readonly Door[]> {
    return doorsOf(context, application).catch((error: unknown) => {
      if (error instanceof PlinthError && error.code === 'application.not-released') return [];
      throw error;
    });
  }

  return [
    implement(listWebhooks, async (context, _input, { application }) => {
      const prefix = nameOf(application, '');
      const states = new Map((await webhooks.list(context, prefix)).map((state) => [state.name.slice(prefix.length), state]));
      const doors = new Map((await releasedDoors(context, application)).map((door) => [door.webhook, door]));
      const called = new Set(await triggers.keys(context, application));
      const items = [...new Set([...doors.keys(), ...called, ...states.keys()])].map((webhook) => {
        const { key = null, event = null } = doors.get(webhook) ?? {};
        const { setAt = null, previousUntil = null } = states.get(webhook) ?? {};
        return {
          ...{
            webhook,
            process: key,
            trigger: key === null && called.has(webhook) ? webhook : null,
            event,
            path: pathOf(context, application, webhook),
          },
          ...{ isSet: states.has(webhook), setAt, previousUntil },
        };
      });
      return { items };
    }),
    implement(setWebhookSecret, async (context, { webhook, secret, keepSeconds }, { application }) => {
      const set = await webhooks.set(context, nameOf(application, webhook), { secret, keepSeconds });
      return { webhook, path: pathOf(context, application, webhook), secret: set.secret, previousUntil: set.previousUntil };
    }),
    implement(removeWebhookSecret, async (context, { webhook }, { application }) => {
      await webhooks.remove(context, nameOf(application, webhook));
      return null;
    }),
    implement(
      receiveWebhook,
      async (asking, { webhook, id, timestamp, signature, bodySignature, mediaType = '', content = none() }, { application }) => {
        const name = nameOf(application, webhook);
        const verified = await webhooks.verify(asking, name, { id, timestamp, signature, bodySignature }, content);
        // Who sent it is nobody whom the platform knows.
        const context: RequestContext = { ...asking, actor: systemActor };
        const door = (await doorsOf(context, application)).find((each) => each.webhook === webhook);
        if (door === undefined) {
          const once = (transaction: Transaction) => webhooks.take(context, transaction, name, verified.id);
          const isTaken = await triggers.take(context, application, webhook, { ...verified, mediaType }, once);
          if (isTaken === null) throw processStoreErrors.noWebhook({ webhook });
          return { instance: null, repeated: !isTaken };
        }
        const { key: process, process: element, event } = door;
        const payload = toStored(valueFromJson('payload', payloadOf(verified, mediaType)), 'payload');
        const instance = causedId(verified.at, [context.tenant.id, context.environment?.id ?? '', name, verified.id]);
        const variables = { payload, webhook: { id: verified.id, at: new Date(verified.at).toISOString() } };
        const isTaken = await store.within(context, async (session) => {
          if (!(await webhooks.take(context, session.transaction, name, verified.id))) return false;
          const held = await session.create({ id: instance, application, process, element, key: null, start: { event, variables } });
          await session.begin(held);
          return true;
        });
        return { instance: isTaken || verified.isTimed ? instance : null, repeated: !isTaken };
      },
    ),
  ];
}

/** How the names begin by which the secrets of an application's webhooks are kept. */
export function webhooksOf(application: string): string {
  return `process/${application}/`;
}

/** What the secret of a webhook is kept by. */
function nameOf(application: string, webhook: string): string {
  return webhooksOf(application) + webhook;
}

function pathOf({ tenant, environment }: RequestContext, application: string, webhook: string): string {
  return `/data/${tenant.key}/${environment?.key ?? ''}/${application}/-/webhooks/${webhook}`;
}

async function* none(): AsyncGenerator<Uint8Array> {}

/** JSON, unless it is said to be something else, which is text. Throws `process-store.bad-payload`. */
function payloadOf({ body }: VerifiedWebhook, mediaType: string): unknown {
  const text = Buffer.from(body).toString('utf8');
  const isJson = mediaType === '' || /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(mediaType);
  if (!isJson) return text;
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw processStoreErrors.badPayload({}, { cause });
  }
}
