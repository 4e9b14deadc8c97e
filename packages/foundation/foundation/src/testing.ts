import type { Clock } from './clock.ts';
import { type Actor, type RequestContext, systemActor } from './context.ts';
import { traceId } from './ids.ts';

/** A context for tests; every part can be replaced. */
export function testContext(parts: Partial<RequestContext> & { actor?: Actor } = {}): RequestContext {
  return {
    tenant: { id: '00000000-0000-7000-8000-000000000001', key: 'acme' },
    environment: null,
    actor: systemActor,
    trace: traceId(),
    locale: 'en',
    signal: new AbortController().signal,
    ...parts,
  };
}

/** A clock that stands still until it is moved. */
export function testClock(start = Date.UTC(2026, 0, 1)): Clock & { advance(milliseconds: number): void } {
  let now = start;
  return {
    now: () => now,
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}
