/** Where the values beyond the limit are counted together, so that a label somebody chooses cannot fill the memory. */
const overflow = 'other';
const mostSeries = 1000;

type LabelText = (further?: readonly [name: string, value: string]) => string;

interface Series<State> {
  readonly values: readonly string[];
  readonly state: State;
}

/** The series of one metric: one state for each combination of label values, up to a limit. */
export class SeriesMap<State> {
  readonly #labels: readonly string[];
  readonly #create: () => State;
  readonly #series = new Map<string, Series<State>>();

  constructor(labels: readonly string[], create: () => State) {
    this.#labels = labels;
    this.#create = create;
    // Without labels there is one series, which shows 0 from the start.
    if (labels.length === 0) this.at({});
  }

  at(labels: Readonly<Record<string, string>>): State {
    const values = this.#labels.map((name) => labels[name] ?? '');
    const found = this.#series.get(JSON.stringify(values));
    if (found !== undefined) return found.state;
    return this.#add(this.#series.size < mostSeries ? values : this.#labels.map(() => overflow));
  }

  #add(values: readonly string[]): State {
    const key = JSON.stringify(values);
    const found = this.#series.get(key);
    if (found !== undefined) return found.state;
    const state = this.#create();
    this.#series.set(key, { values, state });
    return state;
  }

  flatMap(visit: (text: LabelText, state: State) => string | string[]): string[] {
    return [...this.#series.values()].flatMap(({ values, state }) => {
      const pairs = this.#labels.map((name, index) => [name, values[index] ?? ''] as const);
      return visit((further) => labelText(further === undefined ? pairs : [...pairs, further]), state);
    });
  }
}

function labelText(pairs: readonly (readonly [name: string, value: string])[]): string {
  if (pairs.length === 0) return '';
  const quoted = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `{${pairs.map(([name, value]) => `${name}="${quoted(value)}"`).join(',')}}`;
}
