import { type Definition, externalTriggersOf } from '@plinth/app-definition';
import { type Connector, triggersOf } from '@plinth/connectors';
import { nearestName, PlinthError, type RequestContext } from '@plinth/foundation';

/** In what the systems of an environment differ from what a definition wants to hear of them, a sentence for each trigger. */
export async function lackingTriggers(
  context: RequestContext,
  connectorOf: (context: RequestContext, connection: string) => Promise<Connector>,
  { definition }: { readonly definition: Definition },
): Promise<readonly string[]> {
  const environment = context.environment?.key ?? '';
  const found = await Promise.all(
    externalTriggersOf(definition).map(async ({ key, label, connection, trigger }) => {
      const connector = await connectorOf(context, connection).catch((error: unknown) => {
        if (error instanceof PlinthError && error.code === 'records.no-source') return null;
        throw error;
      });
      if (connector === null)
        return [
          `The environment ${environment} has no system ${connection}: ${label || key} hears nothing until an administrator connects it.`,
        ];
      const known = triggersOf(connector);
      if (Object.hasOwn(known, trigger)) {
        const { binding } = known[trigger] ?? {};
        if (trigger === 'rows' || binding !== undefined) return [];
        return [`The external trigger ${key} waits for ${trigger} of ${connection}, which is described but cannot be heard yet.`];
      }
      const near = nearestName(trigger, Object.keys(known));
      return [
        `The external trigger ${key} waits for ${trigger} of ${connection}, which it does not tell${near === null ? '' : `; it tells ${near}`}.`,
      ];
    }),
  );
  return found.flat();
}
