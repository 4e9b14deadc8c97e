import { asPlinthError, Pause, type RequestContext } from '@plinth/foundation';
import type { CloudEvent } from '../event/cloud-event.ts';
import type { RunningSubscription } from '../event-bus.ts';
import type { EventLog } from '../log/event-log.ts';
import type { FailureReport, Pace } from './group-consumer.ts';

const mostAtOnce = 500;

interface Following {
  readonly hear: (events: readonly CloudEvent[]) => void;
  readonly onFailure: FailureReport;
  readonly pace: Pace;
}

/** Reads a log on from where it is now, and tells what comes; resolves when it is known where that is. */
export async function follow<Within>(
  context: RequestContext,
  log: EventLog<Within>,
  { hear, onFailure, pace }: Following,
): Promise<RunningSubscription & { wake(): void }> {
  const own = { ...context, signal: new AbortController().signal };
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = new Pause();
  const [shortest, longest] = pace.restMilliseconds;
  let { cursor } = await log.read(own, null, 1);

  async function run(): Promise<void> {
    let rest = shortest;
    while (!signal.aborted) {
      let count = 0;
      try {
        const read = await log.read(own, cursor, mostAtOnce);
        ({ cursor } = read);
        count = read.items.length;
        if (count > 0 && !signal.aborted) hear(read.items.map(({ event }) => event));
      } catch (error) {
        if (!signal.aborted) onFailure(asPlinthError(error), { tenant: context.tenant.key, group: '', event: '' });
        await pause.rest(Math.max(rest, 500), signal);
      }
      if (count === mostAtOnce) continue;
      const woken = await pause.rest(rest, signal);
      rest = woken || count > 0 ? shortest : Math.min(longest, rest * 2);
    }
  }

  const work = run();
  return {
    wake: () => pause.end(),
    async close() {
      stopping.abort();
      pause.end();
      await work;
    },
  };
}
