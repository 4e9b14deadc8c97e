import { appOf, type Definition } from '@plinth/app-definition';
import type { CloudEvent, DeclaredListener, PlatformEventBus } from '@plinth/event-bus';
import type { RequestContext } from '@plinth/foundation';
import { heardTypes, type ProcessServices } from '@plinth/process-store';

type Within = NonNullable<Parameters<PlatformEventBus['publish']>[2]>;

/** What of an application reacts to events by itself. */
export interface EventListener {
  /** Behind the application's key in the name of its group. */
  readonly name: string;
  /** The types of events, as CloudEvents call them, that it reacts to. */
  types(definition: Definition): readonly string[];
  /** Does what follows, as part of the transaction in which the event is consumed. */
  hear(context: RequestContext, application: string, event: CloudEvent, transaction: Within): Promise<void>;
  /** What followed is true now. */
  done(): void;
}

/** Processes wait for events and begin with them. */
export function processListener({ hearEvent, worker }: ProcessServices): EventListener {
  return {
    name: 'processes',
    types: (definition) => [...heardTypes(definition).keys()],
    hear: hearEvent,
    done: () => worker.wake(),
  };
}

/** The groups that a publication of a definition declares. */
export function declaredListeners(listeners: readonly EventListener[], definition: Definition): readonly DeclaredListener[] {
  const application = appOf(definition)?.key ?? '';
  return listeners.flatMap((listener) => {
    const types = listener.types(definition);
    return types.length === 0 ? [] : [{ group: groupOf(application, listener), types }];
  });
}

/** The listener that a group belongs to, with its application. */
export function listenerOf(
  listeners: readonly EventListener[],
  group: string,
): { readonly listener: EventListener; readonly application: string } | null {
  const at = group.indexOf('.');
  const listener = listeners.find(({ name }) => name === group.slice(at + 1));
  return listener === undefined ? null : { listener, application: group.slice(0, at) };
}

function groupOf(application: string, { name }: EventListener): string {
  return `${application}.${name}`;
}
