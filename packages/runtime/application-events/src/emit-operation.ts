import { emitEvent, implement, type Operation } from '@plinth/api-contract';
import type { JsonObject } from '@plinth/foundation';
import { type EventTellerOptions, eventTeller } from './event-teller.ts';

/** Events that applications tell, as their caller. */
export function applicationEventOperations(options: EventTellerOptions): readonly Operation[] {
  const tell = eventTeller(options);
  return [
    implement(emitEvent, async (context, { type, data, subject, id }, { application }) => ({
      id: await tell(context, application, { type, data: data as JsonObject, subject, id }),
    })),
  ];
}
