import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('counters, gauges and histograms in the text format', () => {
  const metrics = createMetrics();
  const requests = metrics.counter('requests_total', 'Requests.\nAll of them.', ['operation', 'status']);
  requests.add({ operation: 'a', status: '200' });
  requests.add({ operation: 'a', status: '200' }, 2);
  requests.add({ operation: 'quote " slash \\ line \n', status: '500' });
  metrics.counter('starts_total', 'Starts.').add();
  metrics.gauge('size', 'Size.', ['pool']).set({ pool: 'runtime' }, 7);
  let open = 1;
  metrics.readGauge('open', 'Open.', () => open);
  open = 5;
  const seconds = metrics.histogram('request_seconds', 'Time.', ['operation'], [0.1, 1]);
  for (const value of [0.1, 0.5, 3]) seconds.observe({ operation: 'a' }, value);
  expect(metrics.expose()).toBe(`# HELP requests_total Requests.\\nAll of them.
# TYPE requests_total counter
requests_total{operation="a",status="200"} 3
requests_total{operation="quote \\" slash \\\\ line \\n",status="500"} 1
# HELP starts_total Starts.
# TYPE starts_total counter
starts_total 1
# HELP size Size.
# TYPE size gauge
size{pool="runtime"} 7
# HELP open Open.
# TYPE open gauge
open 5
# HELP request_seconds Time.
# TYPE request_seconds histogram
request_seconds_bucket{operation="a",le="0.1"} 1
request_seconds_bucket{operation="a",le="1"} 2
request_seconds_bucket{operation="a",le="+Inf"} 3
request_seconds_sum{operation="a"} 3.6
request_seconds_count{operation="a"} 3
`);
});

test('labels that take ever new values cannot fill the memory, and nothing is lost from the sum', () => {
  const metrics = createMetrics();
  const hits = metrics.counter('hits_total', 'Hits.', ['path']);
  for (let index = 0; index < 5000; index++) hits.add({ path: `/${index}` });
  hits.add({ path: '/0' });
  const samples = metrics
    .expose()
    .split('\n')
    .filter((line) => line.startsWith('hits_total'));
  expect(samples).toHaveLength(1001);
  expect(samples).toContain('hits_total{path="/0"} 2');
  expect(samples).toContain('hits_total{path="other"} 4000');
});

test('mistakes in the declaration or use are refused', () => {
  const metrics = createMetrics();
  const hits = metrics.counter('hits_total', 'Hits.');
  expect(() => metrics.gauge('hits_total', 'Again.')).toThrow('twice');
  expect(() => metrics.gauge('Hits-total', 'Name.')).toThrow('no name');
  expect(() => metrics.histogram('a', 'Label.', ['le'])).toThrow('no label');
  expect(() => metrics.histogram('b', 'Bounds.', [], [1, 1])).toThrow(RangeError);
  expect(() => hits.add(-1)).toThrow(RangeError);
  expect(() => hits.add(Number.NaN)).toThrow(RangeError);
});
