import {
  callConnectorAction,
  connectorState,
  getConnectorAction,
  implement,
  listConnectorActions,
  listConnectors,
  listConnectorTriggers,
  type Operation,
  setConnector,
  testConnector,
} from '@plinth/api-contract';
import {
  actionTypes,
  type Connector,
  type ConnectorCalls,
  connectorErrors,
  formats as documentFormats,
  type Import,
  reflectGrpc,
  triggersOf,
  typesUsedBy,
} from '@plinth/connectors';
import type { JsonObject } from '@plinth/foundation';
import type { ConnectorStore } from './connector-store.ts';
import { connectionErrors } from './errors.ts';
import { noAction } from './no-action.ts';

const usualActions = 200;
/** What a server of gRPC tells of itself is its document. */
const reflection = 'grpc';

/** The operations on connections through connectors, for the gateway; `systems` are formats that need no document. */
export function connectorOperations(
  store: ConnectorStore,
  calls: ConnectorCalls,
  systems: Readonly<Record<string, () => Promise<Import>>> = {},
): readonly Operation[] {
  const formats = { ...documentFormats, ...systems };
  return [
    // Contracts have lists that can be written to.
    implement(listConnectors, async (context) => structuredClone({ items: await store.list(context) }) as never),
    implement(setConnector, async (context, { connection, format = '', document, address, secrets, limits, effects }) => {
      const known = [...Object.keys(formats), reflection];
      if (format === reflection && document === undefined) {
        const { connector, report } = await reflectGrpc(
          calls,
          context,
          await store.reached(context, connection, { address, secrets, limits }),
        );
        const kept = await store.set(context, connection, { connector, address, secrets, limits, effects }, known);
        return structuredClone({ connection: kept, report }) as never;
      }
      const load = Object.hasOwn(formats, format) ? formats[format] : undefined;
      if (document !== undefined && load === undefined) throw connectionErrors.noDocument({ connection, formats: known.join(', ') });
      if (document !== undefined && isSlow(format, document))
        throw connectorErrors.tooLargeDocument({ limit: `${mostYaml} letters of YAML` });
      const isMade = document !== undefined || Object.hasOwn(systems, format);
      const imported = !isMade || load === undefined ? null : (await load())(document ?? '');
      const kept = await store.set(context, connection, { connector: imported?.connector, address, secrets, limits, effects }, known);
      return structuredClone({ connection: kept, report: imported?.report ?? null }) as never;
    }),
    implement(testConnector, async (context, { connection }) => calls.test(context, await store.open(context, connection))),
    implement(connectorState, async (context, { connection }) => ({ ...calls.state(await store.open(context, connection)) })),
    implement(listConnectorActions, async (context, { connection, search = '', limit = usualActions }) => {
      const { actions } = await store.connector(context, connection);
      const wanted = search.toLowerCase();
      const found = Object.entries(actions).filter(([key, { title }]) => `${key} ${title}`.toLowerCase().includes(wanted));
      const items = found.slice(0, limit).map(([key, { title, effect, deprecated }]) => ({ key, title, effect, deprecated }));
      return { items, total: found.length };
    }),
    implement(getConnectorAction, async (context, { connection, action: key }) => {
      const connector = await store.connector(context, connection);
      const action = actionOf(connector, key);
      const { title, description, effect, deprecated, credentials, input, output } = action;
      const feel = actionTypes(connector, action);
      const types = typesUsedBy(connector, [input, output]);
      return structuredClone({ key, title, description, effect, deprecated, credentials, input, output, types, feel }) as never;
    }),
    implement(listConnectorTriggers, async (context, { connection }) => {
      const connector = await store.connector(context, connection);
      const items = Object.entries(triggersOf(connector)).map(([key, { title, description, input = {}, payload, binding }]) => ({
        ...{ key, title, description, input, payload, types: typesUsedBy(connector, [payload]) },
        canBeHeard: key === 'rows' || binding !== undefined,
        isAsked: binding === undefined || binding.hears === 'asking',
        isCalled: binding?.hears === 'called',
      }));
      return structuredClone({ items }) as never;
    }),
    implement(callConnectorAction, async (context, { connection, action, input }) => {
      const opened = await store.open(context, connection);
      if (actionOf(opened.connector, action).effect !== 'reads' && !context.actor.tenantRoles.includes('administrator'))
        throw connectionErrors.onlyAdministrators({ action });
      return structuredClone(await calls.call(context, opened, action, input as JsonObject)) as never;
    }),
  ];
}

/** Reading more of it would keep everybody else waiting for seconds. */
const mostYaml = 6_000_000;

function isSlow(format: string, document: string): boolean {
  const isYaml = (format === 'openapi' || format === 'asyncapi') && !/^\s*\{/.test(document.slice(0, 1000));
  return isYaml && document.length > mostYaml;
}

function actionOf(connector: Connector, key: string) {
  const action = Object.hasOwn(connector.actions, key) ? connector.actions[key] : undefined;
  if (action === undefined) throw noAction(connector, key);
  return action;
}
