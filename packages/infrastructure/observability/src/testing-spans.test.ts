import { ROOT_CONTEXT, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { afterEach, expect, test } from 'vitest';
import { keepSpans } from './testing-spans.ts';

afterEach(() => trace.disable());

test('whatever a span is told is kept, and what is inside of it is below it', () => {
  const lines: string[] = [];
  keepSpans((line) => lines.push(line));
  const caller = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: TraceFlags.SAMPLED };
  const tracer = trace.getTracer('the tracer');
  const link = (name: string) => ({ context: caller, attributes: { in: name } });
  const span = tracer.startSpan(
    'the name',
    { attributes: { at: 'the start' }, links: [link('the first link')] },
    trace.setSpanContext(ROOT_CONTEXT, caller),
  );
  span.setAttribute('one', 'the attribute').setAttributes({ several: ['the attributes'] });
  span
    .addEvent('the event', { with: 'the detail' })
    .addLink(link('the link'))
    .addLinks([link('the links')]);
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'the status' }).updateName('the new name');
  span.recordException(new Error('the message', { cause: new TypeError('the cause') }));
  tracer.startActiveSpan('the active span', (inside) => inside.setAttribute('inside', 'the inner attribute'));
  span.end();
  const kept = lines.join('\n');
  for (const told of [
    ...['the tracer', 'the name', 'the start', 'the first link', 'the attribute', 'the attributes', 'the event', 'the detail'],
    ...['the link', 'the links', 'the status', 'the new name', 'the message', 'the cause', 'the active span', 'the inner attribute'],
  ])
    expect(kept).toContain(told);
  expect(lines.map((line) => (JSON.parse(line) as string[])[0])).toEqual([
    ...['getTracer', 'startSpan', 'setAttribute', 'setAttributes', 'addEvent', 'addLink', 'addLinks', 'setStatus', 'updateName'],
    ...['recordException', 'startSpan', 'setAttribute', 'end'],
  ]);
  expect(span.spanContext().traceId).toBe(caller.traceId);
});
