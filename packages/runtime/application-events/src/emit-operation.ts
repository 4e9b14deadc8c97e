import { emitEvent, implement, type Operation } from '@plinth/api-contract';
import { eventTypesOf } from '@plinth/app-definition';
import type { AppHost } from '@plinth/app-host';
import type { PlatformEventBus } from '@plinth/event-bus';
import type { JsonObject } from '@plinth/foundation';
import { permissionsFor } from '@plinth/record-store';
import { applicationEventErrors } from './errors.ts';
import { typedEvent } from './types/typed-event.ts';

interface EmitOptions {
  readonly applications: Pick<AppHost, 'current'>;
  readonly bus: Pick<PlatformEventBus, 'publish'>;
}

/** Events that applications tell, as their caller. To who may not tell a type, it is not there. */
export function applicationEventOperations({ applications, bus }: EmitOptions): readonly Operation[] {
  return [
    implement(emitEvent, async (context, { type, data, subject, id }, { application }) => {
      const { definition, model } = await applications.current(context, application);
      const held = permissionsFor(context, model).user.roles;
      const allowed = new Set(model.roles.filter(({ key }) => held.includes(key)).flatMap(({ emit }) => emit));
      if (!eventTypesOf(definition).some((each) => each.key === type && allowed.has(each.id)))
        throw applicationEventErrors.noType({ type });
      const event = typedEvent(context, application, definition, { type, data: data as JsonObject, subject, id });
      await bus.publish(context, [event]);
      return { id: event.id };
    }),
  ];
}
