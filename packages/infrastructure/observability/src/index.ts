export { createLogger, type Logger, type LoggerOptions, type LogLevel, type LogMethod } from './logger.ts';
export type { Counter, Gauge, Histogram, LabelValues } from './metrics/instruments.ts';
export { createMetrics, type Metrics, metricsContentType } from './metrics/metrics.ts';
export { watchProcess } from './metrics/process-metrics.ts';
export { openTelemetrySpans, type TracedRequest } from './tracing/open-telemetry-spans.ts';
