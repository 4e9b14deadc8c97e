import { type Definition, eventTypesOf, externalTriggersOf } from '@plinth/app-definition';
import type { Transaction } from '@plinth/database';
import type { JsonValue, RequestContext } from '@plinth/foundation';
import * as statements from './statements.ts';

/** The type of event that a trigger becomes, as it was published. */
export interface HeardType {
  readonly type: string;
  readonly schema: JsonValue;
}

/** Makes an application's triggers those of its definition, within the transaction of its publication. */
export async function declareTriggers(
  context: RequestContext,
  transaction: Transaction,
  application: string,
  definition: Definition,
): Promise<void> {
  const here = [context.tenant.id, context.environment?.id ?? '', application] as const;
  const types = new Map(eventTypesOf(definition).map((each) => [each.id, each]));
  const triggers = externalTriggersOf(definition);
  await transaction.query(context, statements.removeOthers, [...here, triggers.map(({ key }) => key)]);
  for (const { key, connection, trigger, input, event, everySeconds } of triggers) {
    const type = types.get(event);
    if (type === undefined) continue;
    const heard: HeardType = { type: type.type, schema: type.schema as JsonValue };
    const values = [connection, trigger, JSON.stringify(input), JSON.stringify(heard), everySeconds];
    await transaction.query(context, statements.declare, [...here, key, ...values]);
  }
}
