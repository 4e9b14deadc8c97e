import { type Clock, type JsonObject, PlinthError } from '@plinth/foundation';
import { schemaViolations } from '@plinth/json-schema';
import { outgoingErrors } from '@plinth/outgoing';
import type { SystemBinding } from '../binding.ts';
import { type OpenConnection, secretTexts } from '../connection.ts';
import { connectorErrors } from '../errors.ts';
import type { SystemSpeaker } from '../system-speaker.ts';
import { whatToDo } from './attempts.ts';
import type { Call, CallAnswer } from './call.ts';
import type { Gate } from './gate.ts';

/** What asking a system with a protocol of its own stands on. */
export interface SystemPorts {
  readonly systems: Readonly<Record<string, SystemSpeaker>>;
  readonly clock: Clock;
  /** Between 0 and 1. */
  readonly random: () => number;
  readonly gate: Gate;
  pause(milliseconds: number): Promise<void>;
  /** What one signs in with, tokens in place of what gives them. */
  secrets(signal: AbortSignal): Promise<OpenConnection['secrets']>;
  forgetTokens(): void;
}

/** Asks a system with a protocol of its own, again where that does no harm. Throws `connectors.not-callable` and what its speaker throws. */
export async function askSystem(
  { systems, clock, random, gate, pause, secrets: secretsFor, forgetTokens }: SystemPorts,
  { signal, connection, name, action, until, secrets: hidden }: Call,
  binding: SystemBinding,
  input: JsonObject,
): Promise<Omit<CallAnswer, 'request'>> {
  const speaker = Object.hasOwn(systems, binding.system) ? systems[binding.system] : undefined;
  if (speaker === undefined) throw connectorErrors.notCallable({ action: name, protocol: binding.system });
  const { limits, connector } = connection;
  const address = new URL(connection.address);
  const repeatable = action.effect !== 'once';
  for (let attempts = 1; ; attempts++) {
    await pause(gate.enter(address.host, until - clock.now()));
    const milliseconds = Math.max(1, until - clock.now());
    const timer = AbortSignal.timeout(milliseconds);
    const either = AbortSignal.any([signal, timer]);
    const { command } = binding;
    const secrets = await secretsFor(either);
    hidden.push(...secretTexts(secrets));
    const request = { action: name, command, input, address, secrets, limits: { milliseconds, bytes: limits.bytes }, signal: either };
    try {
      const output = await speaker(request);
      gate.leave(true);
      return { output, attempts, mismatches: schemaViolations(action.output, output, connector.types, 'answered').slice(0, 10) };
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      const error = timer.aborted
        ? outgoingErrors.timedOut({ host: address.host, seconds: Math.ceil(milliseconds / 1000) }, { cause: thrown })
        : thrown;
      gate.leave(error instanceof PlinthError && !error.code.startsWith('outgoing.'));
      if (error instanceof PlinthError && error.code === 'connectors.refused') forgetTokens();
      const after = attempts < limits.attempts ? whatToDo(error, { repeatable, attempts, random }) : null;
      if (after === null || after >= until - clock.now()) throw error;
      await pause(after);
    }
  }
}
