import { appOf, type Definition, functionsOf } from '@plinth/app-definition';
import type { CloudEvent, DeclaredListener, PlatformEventBus, Subscription } from '@plinth/event-bus';
import type { RequestContext } from '@plinth/foundation';
import { type FunctionStarts, startingTypes } from '@plinth/function-host';
import { heardTypes, type ProcessServices } from '@plinth/process-store';

type Within = NonNullable<Parameters<PlatformEventBus['publish']>[2]>;

/** Somebody in an application who hears events: a group of its own. */
interface Hearer {
  /** Its key; null where all of the application hear as one. */
  readonly of: string | null;
  /** The types of events, as CloudEvents call them, that it reacts to. */
  readonly types: readonly string[];
}

/** What of an application reacts to events by itself. */
export interface EventListener {
  /** Behind the application's key in the names of its groups. */
  readonly name: string;
  hearers(definition: Definition): readonly Hearer[];
  /** Does what follows for one who hears, as part of the transaction in which the event is consumed. */
  hear(context: RequestContext, heard: Heard, transaction: Within): Promise<void>;
  /** How its groups consume; like most where absent. */
  manner?(context: RequestContext): Pick<Subscription<Within>, 'alone' | 'turn'>;
  /** What followed is true now. */
  done(): void;
}

interface Heard {
  readonly application: string;
  readonly of: string | null;
  readonly event: CloudEvent;
}

/** Processes wait for events and begin with them. */
export function processListener({ hearEvent, worker }: ProcessServices): EventListener {
  return {
    name: 'processes',
    hearers: (definition) => [{ of: null, types: [...heardTypes(definition).keys()] }],
    hear: (context, { application, event }, transaction) => hearEvent(context, application, event, transaction),
    done: () => worker.wake(),
  };
}

/** Functions are started by events and when they are due. */
export function functionListener(starts: FunctionStarts): EventListener {
  return {
    name: 'functions',
    manner: (context) => ({ alone: true, turn: (work) => starts.inTurn(context, work) }),
    hearers: (definition) => functionsOf(definition).map((record) => ({ of: record.key, types: startingTypes(definition, record) })),
    hear: (context, { application, of, event }) => starts.hear(context, application, of ?? '', event),
    done: () => undefined,
  };
}

/** The groups that a publication of a definition declares. */
export function declaredListeners(listeners: readonly EventListener[], definition: Definition): readonly DeclaredListener[] {
  const application = appOf(definition)?.key ?? '';
  return listeners.flatMap(({ name, hearers }) =>
    hearers(definition)
      .filter(({ types }) => types.length > 0)
      .map(({ of, types }) => ({ group: [application, name, ...(of === null ? [] : [of])].join('.'), types })),
  );
}

/** The listener that a group belongs to, with its application and who of it hears. */
export function listenerOf(
  listeners: readonly EventListener[],
  group: string,
): ({ readonly listener: EventListener } & Omit<Heard, 'event'>) | null {
  const [application = '', called, of = null] = group.split('.');
  const listener = listeners.find(({ name }) => name === called);
  return listener === undefined ? null : { listener, application, of };
}
