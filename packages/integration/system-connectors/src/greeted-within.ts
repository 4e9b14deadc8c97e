import type { HearRequest } from '@plinth/connectors';
import { type OutgoingSockets, outgoingErrors } from '@plinth/outgoing';

/** Ends a connection that stays where the system has not greeted in time; what is given is called when it has. */
export function greetedWithin(
  socket: ReturnType<OutgoingSockets>,
  { address, limits }: Pick<HearRequest, 'address' | 'limits'>,
): () => void {
  const seconds = Math.ceil(limits.milliseconds / 1000);
  const timer = setTimeout(() => socket.destroy(outgoingErrors.timedOut({ host: address.host, seconds })), limits.milliseconds);
  socket.once('close', () => clearTimeout(timer));
  return () => clearTimeout(timer);
}
