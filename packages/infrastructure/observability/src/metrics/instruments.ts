import { SeriesMap } from './series-map.ts';

/** A value for each label that was declared. */
export type LabelValues<Label extends string> = Readonly<Record<Label, string>>;

/** Without labels the first argument falls away. */
type Labelled<Label extends string, Rest extends unknown[]> = [Label] extends [never] ? Rest : [labels: LabelValues<Label>, ...Rest];

/** Only grows. */
export interface Counter<Label extends string> {
  add(...values: Labelled<Label, [amount?: number]>): void;
}

/** Goes up and down. */
export interface Gauge<Label extends string> {
  set(...values: Labelled<Label, [value: number]>): void;
}

/** Counts observations by size, to derive quantiles from. */
export interface Histogram<Label extends string> {
  observe(...values: Labelled<Label, [value: number]>): void;
}

/** A metric that can write its samples as lines of Prometheus' text format. */
export interface Instrument {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  samples(name: string): string[];
}

function split(labels: readonly string[], values: readonly unknown[]): { of: Readonly<Record<string, string>>; value: number | undefined } {
  const [first, second] = values;
  return labels.length === 0
    ? { of: {}, value: first as number | undefined }
    : { of: first as Readonly<Record<string, string>>, value: second as number | undefined };
}

export function createCounter<Label extends string>(labels: readonly Label[]): Counter<Label> & Instrument {
  const series = new SeriesMap(labels, () => ({ total: 0 }));
  return {
    kind: 'counter',
    add(...values) {
      const { of, value = 1 } = split(labels, values);
      if (!(value >= 0)) throw new RangeError('A counter only grows.');
      series.at(of).total += value;
    },
    samples: (name) => series.flatMap((text, { total }) => `${name}${text()} ${total}`),
  };
}

export function createGauge<Label extends string>(labels: readonly Label[], read?: () => number): Gauge<Label> & Instrument {
  const series = new SeriesMap(labels, () => ({ value: 0 }));
  return {
    kind: 'gauge',
    set(...values) {
      const { of, value = 0 } = split(labels, values);
      series.at(of).value = value;
    },
    samples(name) {
      if (read !== undefined) series.at({}).value = read();
      return series.flatMap((text, { value }) => `${name}${text()} ${number(value)}`);
    },
  };
}

export function createHistogram<Label extends string>(labels: readonly Label[], bounds: readonly number[]): Histogram<Label> & Instrument {
  if (bounds.some((bound, index) => !Number.isFinite(bound) || bound <= (bounds[index - 1] ?? -Infinity))) {
    throw new RangeError('Bounds of a histogram rise.');
  }
  const series = new SeriesMap(labels, () => ({ counts: bounds.map(() => 0), sum: 0, count: 0 }));
  return {
    kind: 'histogram',
    observe(...values) {
      const { of, value = 0 } = split(labels, values);
      const found = series.at(of);
      found.sum += value;
      found.count++;
      const index = bounds.findIndex((bound) => value <= bound);
      if (index >= 0) found.counts[index] = (found.counts[index] ?? 0) + 1;
    },
    samples: (name) =>
      series.flatMap((text, { counts, sum, count }) => {
        let below = 0;
        const buckets = bounds.map((bound, index) => {
          below += counts[index] ?? 0;
          return `${name}_bucket${text(['le', String(bound)])} ${below}`;
        });
        return [
          ...buckets,
          `${name}_bucket${text(['le', '+Inf'])} ${count}`,
          `${name}_sum${text()} ${number(sum)}`,
          `${name}_count${text()} ${count}`,
        ];
      }),
  };
}

function number(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
