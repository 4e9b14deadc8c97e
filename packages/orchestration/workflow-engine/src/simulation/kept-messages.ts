import type { FeelContext } from '@plinth/expression';
import { laterBy } from '../run/timer.ts';

/** A message or signal that is under way. */
export interface Sent {
  readonly name: string;
  readonly key?: FeelContext[string];
  readonly variables: FeelContext;
}

/** A message with the instance that sent it. */
export interface Posted {
  readonly sent: Sent;
  readonly from: number;
}

/** As long as those of published processes. */
const keptFor = 'PT1H';

/** Messages that an instance has sent and nobody waits for yet. */
export class KeptMessages {
  #kept: { readonly posted: Posted; readonly until: string }[] = [];

  get isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  keep(posted: Posted, now: string): void {
    this.#kept.push({ posted, until: laterBy(now, keptFor) });
  }

  /** Tries all that are kept still; those that are not taken stay. */
  offer(now: string, isTaken: (posted: Posted) => boolean): void {
    const offered = this.#kept.filter(({ until }) => until >= now);
    this.#kept = [];
    this.#kept = [...offered.filter(({ posted }) => !isTaken(posted)), ...this.#kept];
  }
}
