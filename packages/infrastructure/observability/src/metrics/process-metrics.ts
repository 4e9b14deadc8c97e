import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metrics } from './metrics.ts';

const sampleMilliseconds = 20;

/** Enters memory, processor time and event loop of this process; gives what ends the watching. */
export function watchProcess(metrics: Metrics): () => void {
  const delay = monitorEventLoopDelay({ resolution: sampleMilliseconds });
  delay.enable();
  const started = Date.now() / 1000 - process.uptime();
  metrics.readGauge('process_start_time_seconds', 'When the process started, in seconds since 1970.', () => started);
  metrics.readGauge('process_resident_memory_bytes', 'Memory that the process holds.', () => process.memoryUsage.rss());
  metrics.readGauge('plinth_heap_used_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed);
  metrics.readGauge('plinth_processor_seconds', 'Processor time since the start.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  metrics.readGauge(
    'plinth_event_loop_delay_seconds',
    'Delay of the event loop that 1 % of samples exceeded since the last reading.',
    () => {
      const seconds = delay.count === 0 ? 0 : Math.max(0, delay.percentile(99) / 1e9 - sampleMilliseconds / 1000);
      delay.reset();
      return seconds;
    },
  );
  return () => delay.disable();
}
