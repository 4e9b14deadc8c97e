import { JsonText, type QueryRunInput } from '@plinth/api-contract';
import { externalActionsOf, type RecordOf } from '@plinth/app-definition';
import type { JsonObject, JsonValue, RequestContext } from '@plinth/foundation';
import { permissionsFor } from '@plinth/record-store';
import type { ApplicationPlan } from '../application-plan.ts';
import { hostErrors } from '../errors.ts';
import type { QueryPlan } from '../query-plan.ts';

/** Rows that another system gave, and by what those after them are asked for. */
export interface AskedRows {
  readonly rows: readonly JsonValue[];
  readonly nextCursor: string | null;
}

/** Asks the system of a connection for the rows that an external action names, as the environment has the connection. */
export type AskSystem = (
  context: RequestContext,
  action: RecordOf<'external-action'>,
  input: JsonObject,
  cursor: string | undefined,
) => Promise<AskedRows>;

type Plan = Pick<ApplicationPlan, 'definition' | 'model'>;

/** The external actions that a role of the actor grants; Plinth itself may ask for every one. */
export function askableActions(context: RequestContext, { definition, model }: Plan): readonly RecordOf<'external-action'>[] {
  const all = externalActionsOf(definition);
  if (context.actor.kind === 'system') return all;
  const held = permissionsFor(context, model).user.roles;
  const granted = new Set(model.roles.filter(({ key }) => held.includes(key)).flatMap(({ ask }) => ask));
  return all.filter(({ id }) => granted.has(id));
}

/** The external action of that key, as the actor may ask for it: to others it is not there. */
export function requireAction(context: RequestContext, plan: Plan, key: string): RecordOf<'external-action'> {
  const found = askableActions(context, plan).find((each) => each.key === key);
  if (found === undefined) throw hostErrors.noAction({ action: key });
  return found;
}

/** What an external action gives to a page; nothing while the page lacks something to ask with. */
export async function rowsOfAction(
  context: RequestContext,
  ask: AskSystem | undefined,
  { record }: QueryPlan,
  action: RecordOf<'external-action'>,
  { values, cursor }: QueryRunInput,
): Promise<JsonText> {
  const given = Object.keys(record.inputs ?? {}).flatMap((name): [string, JsonValue][] => {
    const value = Object.hasOwn(values, name) ? values[name] : null;
    return value === null || value === undefined ? [] : [[name, value as JsonValue]];
  });
  const input = Object.fromEntries(given);
  const isReady = ask !== undefined && action.required.every((name) => Object.hasOwn(input, name));
  const { rows, nextCursor } = isReady ? await ask(context, action, input, cursor) : { rows: [], nextCursor: null };
  return new JsonText(JSON.stringify({ rows: rows.map(asRow), nextCursor, count: null }));
}

/** A row has columns; what is none stands in one of its own. */
function asRow(value: JsonValue): JsonValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { value };
}
