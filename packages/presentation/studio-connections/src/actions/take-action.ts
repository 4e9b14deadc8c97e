import type { getConnectorAction } from '@plinth/api-contract';
import { type ActionBody, type Definition, externalActionsOf, type RecordOf, sameJson, withDefaults } from '@plinth/app-definition';
import { type JsonObject, shortId } from '@plinth/foundation';
import type { Static } from 'typebox';

type Action = Static<(typeof getConnectorAction)['output']>;

/** One action by which the application asks for an action of a connection, with the types that it has now, and roles may. */
export function takeAction(
  definition: Definition,
  connection: string,
  { key: action, title, description, effect, feel }: Action,
  roles: readonly RecordOf<'role'>[],
): { readonly body: ActionBody; readonly key: string } {
  const key = freeKey(definition, action);
  const record = withDefaults({
    id: shortId(),
    kind: 'external-action',
    key,
    label: (title === '' ? action : title).slice(0, 120),
    ...(description === '' ? {} : { description: description.slice(0, 500) }),
    connection,
    action,
    effect,
    input: feel.input,
    required: feel.required,
    result: feel.result,
    ...(feel.rows === null ? {} : { rows: feel.rows }),
    ...(feel.paging === null ? {} : { paging: feel.paging }),
  }) as RecordOf<'external-action'>;
  const grants = roles.map(
    ({ id, ask }): ActionBody => ({ type: 'RECORD_UPDATE', payload: { id, path: ['ask'], value: [...ask, record.id] } }),
  );
  return { body: { type: 'BATCH', payload: { actions: [{ type: 'RECORD_INSERT', payload: { record } }, ...grants] } }, key };
}

/** What makes an action of the application count on what the connection takes and gives now; null where it does already. */
export function renewAction(
  present: RecordOf<'external-action'>,
  { effect, feel: { input, required, result } }: Action,
): ActionBody | null {
  const now: JsonObject = { effect, input, required: [...required], result };
  const changed = Object.entries(now).filter(([name, value]) => !sameJson(value, present[name as 'effect']));
  if (changed.length === 0) return null;
  const updates = changed.map(
    ([name, value = null]): ActionBody => ({ type: 'RECORD_UPDATE', payload: { id: present.id, path: [name], value } }),
  );
  return { type: 'BATCH', payload: { actions: updates } };
}

function freeKey(definition: Definition, wanted: string): string {
  const taken = new Set(externalActionsOf(definition).map(({ key }) => key));
  const words = wanted
    .replaceAll(/[^A-Za-z0-9_]/g, '')
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, 55);
  const stem = words === '' ? 'action' : words.charAt(0).toLowerCase() + words.slice(1);
  for (let number = 1; ; number++) {
    const key = number === 1 ? stem : `${stem}${number}`;
    if (!taken.has(key)) return key;
  }
}
