import { type Counter, createCounter, createGauge, createHistogram, type Gauge, type Histogram, type Instrument } from './instruments.ts';

/** Seconds, from a cached read to a request that is about to time out. */
const defaultBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Media type of what {@link Metrics.expose} gives. */
export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8';

/** The metrics of a process. Names and labels follow Prometheus' conventions: `plinth_requests_total`, `plinth_request_seconds`. */
export interface Metrics {
  counter<const Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Counter<Label>;
  gauge<const Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Gauge<Label>;
  /** A gauge whose value is read when the metrics are asked for. */
  readGauge(name: string, help: string, read: () => number): void;
  /** Bounds suit durations in seconds where absent. */
  histogram<const Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
    bounds?: readonly number[],
  ): Histogram<Label>;
  /** All samples in Prometheus' text format. */
  expose(): string;
}

export function createMetrics(): Metrics {
  const entries = new Map<string, { readonly help: string; readonly instrument: Instrument }>();

  function enter<Entered extends Instrument>(name: string, help: string, labels: readonly string[], instrument: Entered): Entered {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${name} is no name of a metric.`);
    const wrong = labels.find((label) => !/^[a-z][a-z0-9_]*$/.test(label) || label === 'le');
    if (wrong !== undefined) throw new Error(`${wrong} is no label of a metric.`);
    if (entries.has(name)) throw new Error(`The metric ${name} exists twice.`);
    entries.set(name, { help, instrument });
    return instrument;
  }

  return {
    counter: (name, help, labels = []) => enter(name, help, labels, createCounter(labels)),
    gauge: (name, help, labels = []) => enter(name, help, labels, createGauge(labels)),
    readGauge: (name, help, read) => void enter(name, help, [], createGauge([], read)),
    histogram: (name, help, labels = [], bounds = defaultBounds) => enter(name, help, labels, createHistogram(labels, bounds)),
    expose() {
      const lines = [...entries].flatMap(([name, { help, instrument }]) => [
        `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
        `# TYPE ${name} ${instrument.kind}`,
        ...instrument.samples(name),
      ]);
      return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
    },
  };
}
