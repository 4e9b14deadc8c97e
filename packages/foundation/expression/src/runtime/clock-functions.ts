import { builtinsNamed } from '../builtins/index.ts';
import { callBuiltin } from '../closures/call-builtin.ts';
import type { FeelDate, FeelDateTime } from '../values/temporal.ts';
import type { FeelValue } from '../values/value.ts';
import { type Clock, nowhere, silentFrame } from './silent-frame.ts';

/** The instant that the clock shows, in its zone. */
export function now(clock: Clock): FeelDateTime | null {
  return ask('now', clock) as FeelDateTime | null;
}

/** The date that the clock shows, in its zone. */
export function today(clock: Clock): FeelDate | null {
  return ask('today', clock) as FeelDate | null;
}

function ask(name: string, clock: Clock): FeelValue {
  return callBuiltin(builtinsNamed(name) ?? [], [], [], silentFrame(clock), nowhere);
}
