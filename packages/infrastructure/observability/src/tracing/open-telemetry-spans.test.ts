import { type Context, type Span, type SpanOptions, type SpanStatus, SpanStatusCode, trace } from '@opentelemetry/api';
import { foundationErrors, inSpan } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTelemetrySpans } from './open-telemetry-spans.ts';

interface Kept {
  readonly name: string;
  readonly traceId: string | undefined;
  readonly parent: string | undefined;
  readonly id: string;
  status: SpanStatus | null;
  ended: boolean;
}

let kept: Kept[];
/** The little of an SDK that a test needs. */
beforeEach(() => {
  kept = [];
  const startSpan = (name: string, _options?: SpanOptions, context?: Context): Span => {
    const parent = context === undefined ? undefined : trace.getSpanContext(context);
    const span: Kept = {
      name,
      traceId: parent?.traceId,
      parent: parent?.spanId,
      id: String(kept.length + 1).padStart(16, '0'),
      status: null,
      ended: false,
    };
    kept.push(span);
    return {
      spanContext: () => ({ traceId: span.traceId ?? '', spanId: span.id, traceFlags: 1 }),
      setStatus(status: SpanStatus) {
        span.status = status;
      },
      end() {
        span.ended = true;
      },
    } as unknown as Span;
  };
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan, startActiveSpan: () => undefined as never }) });
});
afterEach(() => trace.disable());

const traceId = '0af7651916cd43dd8448eb211c80319c';

test('steps become spans of the request’s trace, below the caller’s span and below each other', () => {
  const context = testContext({ spans: openTelemetrySpans({ trace: traceId, caller: 'b7ad6b7169203331' }) });
  inSpan(context, 'a.outer', (within) => inSpan(within, 'a.inner', () => 1));
  expect(kept).toMatchObject([
    { name: 'a.outer', traceId, parent: 'b7ad6b7169203331', ended: true, status: null },
    { name: 'a.inner', traceId, parent: kept[0]?.id, ended: true, status: null },
  ]);
});

test('a failed step tells the code of the error and not its message', () => {
  const context = testContext({ spans: openTelemetrySpans({ trace: traceId, caller: null }) });
  const failing = () => {
    throw foundationErrors.cancelled();
  };
  expect(() => inSpan(context, 'a.step', failing)).toThrow();
  expect(kept).toMatchObject([{ traceId, status: { code: SpanStatusCode.ERROR, message: foundationErrors.cancelled().code } }]);
  expect(kept[0]?.parent).toMatch(/^[0-9a-f]{16}$/);
});

test('without an SDK the work is done all the same', () => {
  trace.disable();
  const context = testContext({ spans: openTelemetrySpans({ trace: traceId, caller: null }) });
  expect(inSpan(context, 'a.step', () => 7)).toBe(7);
});
