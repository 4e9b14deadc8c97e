import type { PlanQuery, QueryRunInput } from '@plinth/api-contract';
import type { ColumnFilter, EntityDescription, QueryHandle, RecordValues } from '@plinth/component-kit';
import { asPlinthError } from '@plinth/foundation';
import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core';
import type { PageData } from '../data/page-data.ts';
import type { CompiledExpression, ExpressionLanguage, Scope } from './expressions.ts';
import { sameValue } from './same-value.ts';

type Sort = QueryHandle['sort'];
type Filters = Readonly<Record<string, ColumnFilter>>;
type Rows = readonly RecordValues[];

/** Milliseconds that changes of inputs are gathered before the query runs again. */
const settleTime = 40;
/** Pages of rows that are asked for again where others have changed something. */
const mostRenewed = 10;

/** A query of an open page: its result as signals, its runs. An answer that a newer run overtook is dropped. */
export class QueryRuntime {
  readonly plan: PlanQuery;
  readonly rows = signal<Rows>([]);
  readonly count = signal<number | null>(null);
  readonly loading = signal(false);
  readonly error = signal<QueryHandle['error']>(null);
  readonly sort = signal<Sort>([]);
  readonly columnFilters = signal<Filters>({});
  /** What components hold; another object whenever something in it changed. */
  readonly handle: ReadonlySignal<QueryHandle>;
  readonly #nextCursor = signal<string | null>(null);
  readonly #data: PageData;
  readonly #scope: Scope;
  readonly #inputs: readonly (readonly [string, CompiledExpression])[];
  #running: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #waiting: (() => void)[] = [];
  #stop: (() => void) | null = null;

  constructor(plan: PlanQuery, entity: EntityDescription, scope: Scope, language: ExpressionLanguage, data: PageData) {
    this.plan = plan;
    this.#data = data;
    this.#scope = scope;
    this.sort.value = plan.sort;
    this.#inputs = Object.entries(plan.inputs).map(([name, text]) => [name, language.expression(text)] as const);
    this.loading.value = plan.load === 'auto';
    this.handle = computed(() => ({
      key: plan.key,
      entity,
      rows: this.rows.value,
      count: this.count.value,
      loading: this.loading.value,
      error: this.error.value,
      sort: this.sort.value,
      hasMore: this.#nextCursor.value !== null,
      columnFilters: this.columnFilters.value,
      setSort: this.setSort,
      setColumnFilter: this.setColumnFilter,
      loadMore: this.loadMore,
      reload: this.reload,
    }));
  }

  /** Runs now and whenever an input changes, if the query loads by itself. */
  start(): void {
    if (this.plan.load === 'manual' || this.#stop !== null) return;
    let first = true;
    let before: Readonly<Record<string, unknown>> = {};
    this.#stop = effect(() => {
      const now = this.#values();
      if (!first && sameValue(before, now)) return;
      before = now;
      untracked(() => this.#schedule(first ? 0 : settleTime));
      first = false;
    });
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#running?.abort();
    this.#settled();
  }

  readonly setSort = (sort: Sort): void => {
    this.sort.value = sort;
    this.#schedule(0);
  };

  readonly setColumnFilter = (field: string, filter: ColumnFilter | null): void => {
    const { [field]: _before, ...others } = this.columnFilters.value;
    this.columnFilters.value = filter === null ? others : { ...others, [field]: filter };
    this.#schedule(settleTime);
  };

  /** Runs again; resolves when this or a newer run has ended. Failures are in `error`. */
  readonly reload = (): Promise<void> => {
    const done = new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#schedule(0);
    return done;
  };

  /** Asks again for what is shown without saying so, and changes what has changed; not while something is asked anyway. */
  renew(): void {
    if (this.#timer !== null || this.#running !== null || this.error.peek() !== null) return;
    void this.#renew();
  }

  async #renew(): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    const shown = this.rows.peek().length;
    try {
      let result = await this.#data.runQuery(this.plan.id, this.#input(null), running.signal);
      const rows = [...(result.rows as unknown as Rows)];
      const { count } = result;
      // Who has asked for more keeps it.
      for (let pages = 1; rows.length < shown && result.nextCursor !== null && pages < mostRenewed; pages++) {
        result = await this.#data.runQuery(this.plan.id, this.#input(result.nextCursor), running.signal);
        rows.push(...(result.rows as unknown as Rows));
      }
      if (this.#running !== running) return;
      batch(() => {
        if (!sameValue(rows, this.rows.peek())) this.rows.value = rows;
        this.#nextCursor.value = result.nextCursor;
        this.count.value = count;
      });
    } catch {
      // What is shown stays: whoever asks next is told what is wrong.
    }
    if (this.#running === running) this.#running = null;
  }

  readonly loadMore = async (): Promise<void> => {
    const cursor = this.#nextCursor.value;
    if (cursor === null || this.loading.value) return;
    await this.#run(cursor);
  };

  #values(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.#inputs.map(([name, compiled]) => [name, compiled.evaluate(this.#scope) ?? null]));
  }

  #schedule(delay: number): void {
    this.loading.value = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#run(null);
    }, delay);
  }

  async #run(cursor: string | null): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.loading.value = true;
    try {
      const result = await this.#data.runQuery(this.plan.id, this.#input(cursor), running.signal);
      if (this.#running !== running) return;
      batch(() => {
        const rows = result.rows as unknown as Rows;
        this.rows.value = cursor === null ? rows : [...this.rows.value, ...rows];
        this.#nextCursor.value = result.nextCursor;
        if (cursor === null || result.count !== null) this.count.value = result.count;
        this.error.value = null;
        this.loading.value = false;
      });
    } catch (thrown) {
      if (this.#running !== running || running.signal.aborted) return;
      const error = asPlinthError(thrown);
      batch(() => {
        this.error.value = { title: error.message, hint: error.hint };
        this.loading.value = false;
      });
    }
    this.#running = null;
    if (this.#timer === null) this.#settled();
  }

  #input(cursor: string | null): Omit<QueryRunInput, 'query'> {
    const filters = this.columnFilters.value;
    const sort = this.sort.value;
    return {
      values: untracked(() => this.#values()),
      ...(sameValue(sort, this.plan.sort) ? {} : { sort: [...sort] }),
      ...(Object.keys(filters).length === 0 ? {} : { columnFilters: filters as NonNullable<QueryRunInput['columnFilters']> }),
      ...(cursor === null ? {} : { cursor }),
    };
  }

  #settled(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
