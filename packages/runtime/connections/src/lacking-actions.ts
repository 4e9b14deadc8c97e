import { externalActionsOf, type RecordOf } from '@plinth/app-definition';
import { actionTypes, type Connector } from '@plinth/connectors';
import { conforms, parseType } from '@plinth/expression';
import { nearestName, PlinthError, type RequestContext } from '@plinth/foundation';
import type { ConnectorStore } from './connector-store.ts';
import type { DefinitionToRun } from './lacking-connections.ts';

type ExternalAction = RecordOf<'external-action'>;

/** In what the systems of an environment differ from what a definition asks of them, a sentence for each connection and each action. */
export async function lackingActions(
  context: RequestContext,
  store: Pick<ConnectorStore, 'connector'>,
  { definition }: DefinitionToRun,
): Promise<readonly string[]> {
  const environment = context.environment?.key ?? '';
  const asked = [...Map.groupBy(externalActionsOf(definition), ({ connection }) => connection)];
  const found = await Promise.all(
    asked.map(async ([connection, actions]) => {
      const connector = await store.connector(context, connection).catch((error: unknown) => {
        if (error instanceof PlinthError && error.code === 'records.no-source') return null;
        throw error;
      });
      if (connector !== null) return actions.flatMap((action) => differences(connector, action, environment));
      const labels = actions.map(({ label, key }) => label || key);
      const named = labels.length <= 3 ? labels.join(', ') : `${labels.slice(0, 2).join(', ')} and ${labels.length - 2} others`;
      return [
        `The environment ${environment} has no system ${connection}: ${named} cannot be asked for until an administrator connects it.`,
      ];
    }),
  );
  return found.flat();
}

function differences(connector: Connector, asked: ExternalAction, environment: string): string[] {
  const what = `The external action ${asked.key} asks ${asked.connection} of ${environment}`;
  const action = Object.hasOwn(connector.actions, asked.action) ? connector.actions[asked.action] : undefined;
  if (action === undefined) {
    const near = nearestName(asked.action, Object.keys(connector.actions));
    return [`${what} for ${asked.action}, which it does not have${near === null ? '' : `; it has ${near}`}.`];
  }
  const { input, required, result } = actionTypes(connector, action);
  const missing = required.filter((name) => !Object.hasOwn(asked.input, name));
  const unknown = Object.keys(asked.input).filter((name) => !Object.hasOwn(input, name));
  return [
    ...(asked.effect === 'reads' && action.effect !== 'reads'
      ? [`${what} for ${asked.action} as if it only read, and it changes something there.`]
      : []),
    ...(missing.length === 0 ? [] : [`${what} without ${missing.join(', ')}, which it needs.`]),
    ...(unknown.length === 0 ? [] : [`${what} with ${unknown.join(', ')}, which it does not take.`]),
    ...(gives(result, asked.result ?? 'any') ? [] : [`${what} for another type than it gives: ${result.slice(0, 200)}.`]),
  ];
}

function gives(found: string, expected: string): boolean {
  try {
    return conforms(parseType(found), parseType(expected));
  } catch (error) {
    // What is no type is told where it stands.
    if (error instanceof PlinthError && error.fault === 'caller') return true;
    throw error;
  }
}
