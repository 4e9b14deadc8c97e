import type { Clock } from './clock.ts';
import { type Actor, type RequestContext, systemActor } from './context.ts';
import { traceId } from './ids.ts';
import type { SpanRecorder } from './spans.ts';

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

/** Begins to count the processor time of this process, in milliseconds: what a test may bound, however busy the machine is. */
export function processorTime(): () => number {
  const began = process.cpuUsage();
  return () => process.cpuUsage(began).user / 1000;
}

/** A step as {@link recordedSpans} keeps it; `number` says where it stands: `1.2` is the second step inside the first. */
export interface RecordedSpan {
  readonly number: string;
  readonly name: string;
  ended: boolean;
  failed: boolean;
}

/** A recorder that keeps the steps in the order in which they began. */
export function recordedSpans(): { readonly recorder: SpanRecorder; readonly spans: RecordedSpan[] } {
  const spans: RecordedSpan[] = [];
  const below = (prefix: string): SpanRecorder => {
    let last = 0;
    return {
      start(name) {
        const span = { number: `${prefix}${++last}`, name, ended: false, failed: false };
        spans.push(span);
        return {
          inside: below(`${span.number}.`),
          end(error) {
            span.ended = true;
            span.failed = error !== undefined;
          },
        };
      },
    };
  };
  return { recorder: below(''), spans };
}
