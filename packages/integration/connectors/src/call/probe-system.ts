import { outgoingErrors } from '@plinth/outgoing';
import type { OpenConnection } from '../connection.ts';
import { connectorErrors } from '../errors.ts';
import type { SystemSpeaker } from '../system-speaker.ts';

/** The command that every speaker knows: sign in, and change nothing. */
const probe = 'probe';

/** Signs in at a system with a protocol of its own. Throws as its speaker does. */
export async function probeSystem(
  systems: Readonly<Record<string, SystemSpeaker>>,
  system: string,
  { address, secrets, limits }: OpenConnection,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  const speaker = Object.hasOwn(systems, system) ? systems[system] : undefined;
  if (speaker === undefined) throw connectorErrors.notCallable({ action: probe, protocol: system });
  const timer = AbortSignal.timeout(milliseconds);
  const place = new URL(address);
  try {
    const asked = { action: probe, command: probe, input: {}, address: place, secrets };
    await speaker({ ...asked, limits: { milliseconds, bytes: limits.bytes }, signal: AbortSignal.any([signal, timer]) });
  } catch (error) {
    if (!timer.aborted || signal.aborted) throw error;
    throw outgoingErrors.timedOut({ host: place.host, seconds: Math.ceil(milliseconds / 1000) }, { cause: error });
  }
}
