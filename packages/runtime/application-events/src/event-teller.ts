import { eventTypesOf } from '@plinth/app-definition';
import type { AppHost } from '@plinth/app-host';
import type { PlatformEventBus } from '@plinth/event-bus';
import type { RequestContext } from '@plinth/foundation';
import { permissionsFor } from '@plinth/record-store';
import { applicationEventErrors } from './errors.ts';
import { type TypedEvent, typedEvent } from './types/typed-event.ts';

export interface EventTellerOptions {
  readonly applications: Pick<AppHost, 'current'>;
  readonly bus: Pick<PlatformEventBus, 'publish'>;
}

/** Tells an event of an application as the context's actor, at once; gives its id. To who may not tell a type, it is not there: `events.no-type`. */
export type EventTeller = (context: RequestContext, application: string, told: TypedEvent) => Promise<string>;

export function eventTeller({ applications, bus }: EventTellerOptions): EventTeller {
  return async (context, application, told) => {
    const { definition, model } = await applications.current(context, application);
    const held = permissionsFor(context, model).user.roles;
    const allowed = new Set(model.roles.filter(({ key }) => held.includes(key)).flatMap(({ emit }) => emit));
    const isAllowed = eventTypesOf(definition).some(
      ({ key, id }) => key === told.type && (context.actor.kind === 'system' || allowed.has(id)),
    );
    if (!isAllowed) throw applicationEventErrors.noType({ type: told.type });
    const event = typedEvent(context, application, definition, told);
    await bus.publish(context, [event]);
    return event.id;
  };
}
