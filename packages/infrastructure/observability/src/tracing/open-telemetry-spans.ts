import { randomBytes } from 'node:crypto';
import { type Context, ROOT_CONTEXT, SpanStatusCode, TraceFlags, type Tracer, trace } from '@opentelemetry/api';
import { PlinthError, type SpanRecorder } from '@plinth/foundation';

export interface TracedRequest {
  /** W3C trace id, the one in logs and problem documents. */
  readonly trace: string;
  /** Span of the caller, or null where it named none. */
  readonly caller: string | null;
}

/** Records the steps of a request as OpenTelemetry spans, for whatever SDK the process was started with; without one they go nowhere. */
export function openTelemetrySpans({ trace: traceId, caller }: TracedRequest): SpanRecorder {
  // The trace has its id already. OpenTelemetry takes one only from a caller, so where there was none one is made up.
  const spanId = caller ?? randomBytes(8).toString('hex');
  const parent = trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true });
  return below(trace.getTracer('plinth'), parent);
}

function below(tracer: Tracer, parent: Context): SpanRecorder {
  return {
    start(name) {
      const span = tracer.startSpan(name, {}, parent);
      return {
        inside: below(tracer, trace.setSpan(parent, span)),
        end(error) {
          // The code and no message: messages may quote what people entered.
          if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: codeOf(error) });
          span.end();
        },
      };
    },
  };
}

function codeOf(error: unknown): string {
  if (error instanceof PlinthError) return error.code;
  return error instanceof Error ? error.name : 'error';
}
