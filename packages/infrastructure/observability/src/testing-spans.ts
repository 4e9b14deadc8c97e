import { type Context, type Span, type SpanOptions, type Tracer, trace } from '@opentelemetry/api';

/**
 * Puts a tracer in place of an SDK that keeps whatever a span is told, all of it: a line of JSON for its start, with name, attributes
 * and links, and one for each attribute, event, link, status, name or exception. Where the process is to be one of its own, a file that
 * calls this is what `NODE_OPTIONS=--import …` brings.
 */
export function keepSpans(keep: (line: string) => void): void {
  const startSpan = (name: string, options?: SpanOptions, context?: Context): Span => {
    const parent = context === undefined ? undefined : trace.getSpanContext(context);
    const told = (what: string, given: readonly unknown[]) => keep(JSON.stringify([what, ...given.map(spelledOut)]));
    told('startSpan', [name, options, parent]);
    const own = {
      traceId: parent?.traceId ?? '0'.repeat(32),
      spanId: '0123456789abcdef',
      traceFlags: 1,
      ...(parent?.traceState === undefined ? {} : { traceState: parent.traceState }),
    };
    const telling =
      (what: string) =>
      (...given: unknown[]) => {
        told(what, given);
        return span;
      };
    const span: Span = {
      spanContext: () => own,
      isRecording: () => true,
      setAttribute: telling('setAttribute'),
      setAttributes: telling('setAttributes'),
      addEvent: telling('addEvent'),
      addLink: telling('addLink'),
      addLinks: telling('addLinks'),
      setStatus: telling('setStatus'),
      updateName: telling('updateName'),
      recordException: telling('recordException'),
      end: () => told('end', [name]),
    };
    return span;
  };
  const tracer: Tracer = {
    startSpan,
    startActiveSpan: (...given: unknown[]) => {
      const work = given.at(-1) as (span: Span) => never;
      const [name, options, context] = given.slice(0, -1) as [string, SpanOptions?, Context?];
      return work(startSpan(name, options, context));
    },
  };
  trace.setGlobalTracerProvider({
    getTracer: (...given) => {
      keep(JSON.stringify(['getTracer', ...given]));
      return tracer;
    },
  });
}

/** An error with what JSON leaves out of it. */
function spelledOut(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return { ...value, name, message, stack, cause: spelledOut(cause) };
}
