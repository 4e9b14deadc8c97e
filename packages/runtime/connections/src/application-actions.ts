import { callExternalAction, implement, listExternalActions, type Operation } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import type { AppHost, AskedRows } from '@plinth/app-host';
import { type CallAnswer, type ConnectorCalls, connectorErrors, memberAt, nextPage } from '@plinth/connectors';
import { isJsonObject, type JsonObject, type JsonValue, PlinthError, type RequestContext } from '@plinth/foundation';
import type { ConnectorStore } from './connector-store.ts';
import { connectionErrors } from './errors.ts';

type ExternalAction = RecordOf<'external-action'>;

/** Asks other systems for what applications ask, through the connections of the context's environment. Who may is known before. */
export class ApplicationActions {
  readonly #store: Pick<ConnectorStore, 'open'>;
  readonly #calls: Pick<ConnectorCalls, 'call'>;

  constructor(store: Pick<ConnectorStore, 'open'>, calls: Pick<ConnectorCalls, 'call'>) {
    this.#store = store;
    this.#calls = calls;
  }

  /** Throws `records.no-source` where the environment has no such connection, and what {@link ConnectorCalls.call} throws. */
  async ask(context: RequestContext, action: ExternalAction, input: JsonObject, idempotencyKey?: string): Promise<CallAnswer> {
    const connection = await this.#store.open(context, action.connection);
    return this.#calls.call(context, connection, action.action, input, idempotencyKey === undefined ? {} : { idempotencyKey });
  }

  /** The rows that an action names, of one page; throws `connections.only-reads` where it does not only read. */
  async rows(context: RequestContext, action: ExternalAction, input: JsonObject, cursor: string | undefined): Promise<AskedRows> {
    const connection = await this.#store.open(context, action.connection);
    const { actions } = connection.connector;
    const known = Object.hasOwn(actions, action.action) ? actions[action.action] : undefined;
    if (known !== undefined && known.effect !== 'reads') throw connectionErrors.onlyReads({ action: action.key });
    const page = nextPage(action.paging, input, cursor, Object.keys(action.input));
    const { output } = await this.#calls.call(context, connection, action.action, page.input, {});
    const found = memberAt(output, action.rows);
    if (action.rows !== undefined && !Array.isArray(found) && found !== null)
      throw connectorErrors.unreadableAnswer({ host: new URL(connection.address).host, reason: `at ${action.rows} it has no list` });
    const rows = Array.isArray(found) ? found : found === null ? [] : [found];
    return { rows, nextCursor: page.after(output, rows.length) };
  }
}

/** External actions over the API. */
export function externalActionOperations(host: Pick<AppHost, 'action' | 'actions'>, actions: ApplicationActions): readonly Operation[] {
  return [
    implement(listExternalActions, async (context, _input, { application }) => ({
      items: (await host.actions(context, application)).map(({ key, label, description, effect, input, required, result }) => ({
        key,
        label,
        description: description ?? null,
        effect,
        input,
        required: [...required],
        result: result ?? null,
      })),
    })),
    implement(callExternalAction, async (context, { action: key, input = {}, idempotencyKey }, { application }) => {
      const action = await host.action(context, application, key);
      const { output } = await seenBy(context, actions.ask(context, action, input as JsonObject, idempotencyKey));
      return { result: output };
    }),
  ];
}

/** What the other system said when it refused is for makers; others learn its status. */
async function seenBy<Value>(context: RequestContext, call: Promise<Value>): Promise<Value> {
  const { tenantRoles } = context.actor;
  if (tenantRoles.includes('maker') || tenantRoles.includes('administrator')) return call;
  return call.catch((error: unknown) => {
    if (!(error instanceof PlinthError)) throw error;
    const answer = error.details.answer as JsonValue | undefined;
    if (!isJsonObject(answer)) throw error;
    const { code, status, fault: cause, message, hint, retryAfter } = error;
    throw new PlinthError(
      code,
      { status, cause, message, hint },
      {},
      { cause: error, details: { answer: { status: answer.status ?? null } }, ...(retryAfter === undefined ? {} : { retryAfter }) },
    );
  });
}
