import type { Database, DatabaseContext } from '@plinth/database';
import {
  compileClosure,
  equalValues,
  type FeelValue,
  fromJson,
  printValue,
  scopeOf,
  type TypedExpression,
  toJson,
} from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { FeatureCounts } from './feature-counts.ts';
import { type Json, type RowJson, randomPage, randomRow, randomValue, scopeValues } from './fields.ts';
import { askPostgres, fromPostgres, SqlBatch } from './in-postgres.ts';
import { emit } from './in-typescript.ts';
import { Random } from './random.ts';
import { RandomExpressions } from './random-expressions.ts';
import { sameValue } from './same-value.ts';

/** Two back ends that disagree about one expression and one row. */
export interface Disagreement {
  readonly expression: string;
  readonly backEnd: 'TypeScript' | 'SQL' | 'SQL where null is false';
  readonly row: RowJson;
  readonly closure: string;
  readonly other: string;
}

export interface DifferentialResult {
  readonly seed: number;
  readonly expressions: number;
  readonly rowsEach: number;
  /** Expressions that PostgreSQL was asked too; the others name the part that it cannot do. */
  readonly inSql: number;
  /** Share of values that are not null, in percent. */
  readonly notNull: number;
  readonly features: FeatureCounts;
  readonly sqlFeatures: FeatureCounts;
  readonly disagreements: readonly Disagreement[];
}

export interface DifferentialOptions {
  readonly seed: number;
  readonly expressions: number;
  readonly rowsEach: number;
  /** Told how many expressions are through. */
  readonly onProgress?: (expressions: number) => void;
}

const batchSize = 100;

/** Evaluates random expressions over random rows by closures, by the emitted TypeScript and, where it can, by PostgreSQL. */
export async function runDifferential(
  database: Database,
  context: DatabaseContext,
  options: DifferentialOptions,
): Promise<DifferentialResult> {
  const random = new Random(options.seed);
  const run = new DifferentialRun(database, context, options.rowsEach, random, new RandomExpressions(options.seed));
  while (run.expressions < options.expressions) {
    await run.batch(Math.min(batchSize, options.expressions - run.expressions));
    options.onProgress?.(run.expressions);
  }
  return { seed: options.seed, rowsEach: options.rowsEach, ...run.result() };
}

class DifferentialRun {
  readonly #database: Database;
  readonly #context: DatabaseContext;
  readonly #rowsEach: number;
  readonly #random: Random;
  readonly #source: RandomExpressions;
  readonly #features = new FeatureCounts();
  readonly #sqlFeatures = new FeatureCounts();
  readonly #disagreements: Disagreement[] = [];
  #inSql = 0;
  #values = 0;
  #notNull = 0;
  expressions = 0;

  constructor(database: Database, context: DatabaseContext, rowsEach: number, random: Random, source: RandomExpressions) {
    this.#database = database;
    this.#context = context;
    this.#rowsEach = rowsEach;
    this.#random = random;
    this.#source = source;
  }

  result() {
    return {
      expressions: this.expressions,
      inSql: this.#inSql,
      notNull: Number(((100 * this.#notNull) / this.#values).toFixed(1)),
      features: this.#features,
      sqlFeatures: this.#sqlFeatures,
      disagreements: this.#disagreements,
    };
  }

  async batch(size: number): Promise<void> {
    const page = randomPage(this.#random);
    const rows = Array.from({ length: this.#rowsEach }, () => randomRow(this.#random, page));
    const candidates = Array.from({ length: size }, () => this.#source.next());
    for (const { typed } of candidates) this.#features.add(typed);
    const emitted = await emit(
      `batch${this.expressions}`,
      candidates.map(({ typed }) => typed),
    );
    this.expressions += size;
    const sql = new SqlBatch(rows, page);
    const columns = candidates.map(({ typed, testsOf }) => (testsOf === null ? this.#columnsOf(sql, typed) : null));
    const { answers, now } = await askPostgres(this.#database, this.#context, sql);
    for (const [rowIndex, row] of rows.entries()) {
      const values = scopeValues(row);
      const answer = answers[rowIndex] ?? {};
      for (const [index, { typed, testsOf }] of candidates.entries()) {
        const clock = { now: () => now };
        const input = testsOf === null ? undefined : fromJson(testsOf, randomValue(testsOf, this.#random));
        const closure = compileClosure(typed, clock)(scopeOf(values), input);
        this.#values++;
        if (closure !== null) this.#notNull++;
        const other = (input === undefined ? emitted[index]?.(values, clock) : emitted[index]?.(values, input, clock)) ?? null;
        if (!sameValue(closure, other))
          this.#disagree(
            typed,
            'TypeScript',
            { ...row, ...(input === undefined ? {} : { '?': toJson(input) as Json }) },
            closure,
            printValue(other, true),
          );
        const asked = columns[index];
        if (asked !== undefined && asked !== null) this.#compareSql(typed, asked, answer, row, closure);
      }
    }
  }

  #columnsOf(batch: SqlBatch, typed: TypedExpression): { readonly exact: number; readonly denied: number | null } | null {
    const isColumn = typed.type.kind !== 'list' && typed.type.kind !== 'any' && typed.type.kind !== 'context';
    if (!isColumn || typed.dependencies.some(([name]) => name === 'items')) return null;
    try {
      const exact = batch.add(typed, 'exact');
      const denied = typed.type.kind === 'boolean' ? batch.add(typed, 'false') : null;
      this.#inSql++;
      this.#sqlFeatures.add(typed);
      return { exact, denied };
    } catch (error) {
      if (!(error instanceof PlinthError && error.code === 'expression.not-in-sql')) throw error;
      const { from, to } = error.details;
      const part = typed.text.slice(Number(from), Number(to));
      // Messages cut what is long.
      if (part === '' || !error.message.startsWith(`"${part.slice(0, 50)}`))
        throw new Error(`${typed.text}: no part is named by ${error.message}`);
      return null;
    }
  }

  #compareSql(
    typed: TypedExpression,
    columns: { readonly exact: number; readonly denied: number | null },
    answer: Readonly<Record<string, string | null>>,
    row: RowJson,
    closure: FeelValue,
  ): void {
    const exact = fromPostgres(answer[`e${columns.exact}`] ?? null, typed.type);
    // PostgreSQL keeps the instant and forgets the offset.
    const same = sameValue(closure, exact) || (typed.type.kind === 'date and time' && equalValues(closure, exact) === true);
    if (!same) this.#disagree(typed, 'SQL', row, closure, printValue(exact, true));
    if (columns.denied === null) return;
    const granted = answer[`e${columns.denied}`] === 'true';
    if (granted !== (closure === true)) this.#disagree(typed, 'SQL where null is false', row, closure, String(granted));
  }

  #disagree(typed: TypedExpression, backEnd: Disagreement['backEnd'], row: RowJson, closure: FeelValue, other: string): void {
    if (this.#disagreements.length >= 200) return;
    const names = new Set(typed.dependencies.map(([name]) => name));
    const read = Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name) || name === '?'));
    this.#disagreements.push({ expression: typed.text, backEnd, row: read, closure: printValue(closure, true), other });
  }
}
