import type { HistoryEvent } from '../state/history.ts';
import type { StoredVariables } from '../state/stored-value.ts';

/** One thing that went otherwise than a history tells. */
export interface ReplayDifference {
  /** The entry of the history at which it shows. */
  readonly number: number;
  readonly element: string;
  readonly kind: /** It is come to now, and was not. */
    | 'reached'
    /** It was come to, and is not now. */
    | 'notReached'
    /** It was done with, and is not now. */
    | 'waits'
    /** It is done with now, and was not. */
    | 'passes'
    /** It sets other values. */
    | 'variables'
    /** It stops now, and did not. */
    | 'incident'
    /** It stopped, and does not now. */
    | 'noIncident'
    /** What came next is not taken any more. */
    | 'refused';
  /** Names of variables, or why. */
  readonly detail: string;
}

interface Noted {
  readonly number: number;
  readonly event: HistoryEvent;
}

/**
 * Joins what a history tells with what happens when it is done again, event by event and whenever it happens: the same thing at the
 * same element in the same round, in order. What is left over on either side is what differs.
 */
export class PairedEvents {
  readonly #told = new Map<string, Noted[]>();
  readonly #done = new Map<string, Noted[]>();
  readonly #visits = new Map<string, string>();
  readonly #otherValues: ReplayDifference[] = [];

  add(number: number, told: readonly HistoryEvent[], done: readonly HistoryEvent[]): void {
    note(this.#told, number, told);
    note(this.#done, number, done);
    for (const name of new Set([...told, ...done].map(nameOf))) this.#pair(name);
  }

  /** The visit that is what a visit of the history was. Throws nothing: of one that there is not, its name cannot be taken for another's. */
  visitFor(visit: string): string {
    return this.#visits.get(visit) ?? `${visit} of the history`;
  }

  differences(): readonly ReplayDifference[] {
    const left = [...leftOver(this.#told, told), ...leftOver(this.#done, done), ...this.#otherValues];
    return left.sort((a, b) => a.number - b.number);
  }

  #pair(name: string): void {
    const [old, now] = [this.#told.get(name) ?? [], this.#done.get(name) ?? []];
    for (let before = old[0], after = now[0]; before !== undefined && after !== undefined; [before, after] = [old[0], now[0]]) {
      old.shift();
      now.shift();
      // What stops as it begins has not been entered yet.
      if (!this.#visits.has(before.event.visit)) this.#visits.set(before.event.visit, after.event.visit);
      const others = otherValues(before.event.variables, after.event.variables);
      if (others.length > 0)
        this.#otherValues.push({ number: before.number, element: before.event.element, kind: 'variables', detail: others.join(', ') });
    }
  }
}

function nameOf({ event, element, round }: HistoryEvent): string {
  return `${event} ${round ?? ''} ${element}`;
}

function note(among: Map<string, Noted[]>, number: number, events: readonly HistoryEvent[]): void {
  for (const event of events) {
    const name = nameOf(event);
    const known = among.get(name);
    if (known === undefined) among.set(name, [{ number, event }]);
    else known.push({ number, event });
  }
}

type Kinds = Readonly<Partial<Record<HistoryEvent['event'], ReplayDifference['kind']>>>;
const told: Kinds = { entered: 'notReached', completed: 'waits', cancelled: 'waits', incident: 'noIncident' };
const done: Kinds = { entered: 'reached', completed: 'passes', cancelled: 'passes', incident: 'incident' };

function leftOver(among: ReadonlyMap<string, readonly Noted[]>, kinds: Kinds): readonly ReplayDifference[] {
  const all = [...among.values()].flat();
  // Of what is come to on one side alone it goes without saying how it ended there.
  const come = new Set(all.filter(({ event }) => event.event === 'entered').map(({ event }) => event.visit));
  return all.flatMap(({ number, event }): ReplayDifference[] => {
    const kind = kinds[event.event];
    const isSaid = event.event !== 'entered' && event.event !== 'incident' && come.has(event.visit);
    // The process itself ends as its elements do.
    if (kind === undefined || isSaid || (event.type === 'process' && event.event !== 'incident')) return [];
    return [{ number, element: event.element, kind, detail: event.incident?.message ?? '' }];
  });
}

function otherValues(before: StoredVariables, after: StoredVariables): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
