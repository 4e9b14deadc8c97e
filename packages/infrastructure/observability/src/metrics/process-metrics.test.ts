import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';
import { watchProcess } from './process-metrics.ts';

test('a blocked event loop shows once, memory and processor time show always', async () => {
  const metrics = createMetrics();
  const stop = watchProcess(metrics);
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics.expose())?.[1]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  // By work and not by the clock, for a machine that is busy with something else.
  const before = process.cpuUsage();
  while (process.cpuUsage(before).user < 300_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const blocked = read('plinth_event_loop_delay_seconds');
  expect(blocked).toBeGreaterThan(0.2);
  expect(read('plinth_event_loop_delay_seconds')).toBeLessThan(blocked);
  expect(read('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
  expect(read('plinth_heap_used_bytes')).toBeGreaterThan(1_000_000);
  expect(read('plinth_processor_seconds')).toBeGreaterThan(0.2);
  expect(Math.abs(read('process_start_time_seconds') - Date.now() / 1000)).toBeLessThan(3600);
  stop();
});
