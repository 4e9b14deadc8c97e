import type { ReceiverShape } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';

/** How a receiver stands, in a word. */
export function useReceiverState(): (receiver: ReceiverShape) => {
  readonly tone: 'good' | 'warn' | 'bad' | 'quiet';
  readonly title: string;
} {
  const text = useText();
  return ({ stopped, failingSince, takenAt }) => {
    if (stopped?.reason === 'gone') return { tone: 'bad', title: text('studio.receivers.gone', 'Stopped: it said that it is gone') };
    if (stopped?.reason === 'failing') return { tone: 'bad', title: text('studio.receivers.lost', 'Stopped: it failed for five days') };
    if (stopped !== null) return { tone: 'quiet', title: text('studio.receivers.stopped', 'Stopped') };
    if (failingSince !== null) return { tone: 'warn', title: text('studio.receivers.failing', 'Fails') };
    return takenAt === null
      ? { tone: 'quiet', title: text('studio.receivers.nothingYet', 'Nothing sent yet') }
      : { tone: 'good', title: text('studio.receivers.takes', 'Takes events') };
  };
}
