import type { ImportReport } from '@plinth/api-contract';
import { checkFieldValue } from '@plinth/app-definition';
import type { Transaction } from '@plinth/database';
import { foundationErrors, type RequestContext, uuidV7 } from '@plinth/foundation';
import { type FileRow, TableSurvey } from '@plinth/table-files';
import { Access, type Grant, type Permissions } from '../access/access.ts';
import { importErrors } from '../errors.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';
import type { ReadScope } from '../read/record-reader.ts';
import { recordPhrases } from '../record-phrases.ts';
import { type DraftRecord, draftCreate, draftUpdate, prepareRecord } from '../write/prepare-record.ts';
import { readReferred } from '../write/referred-values.ts';
import type { MappedField } from './column-mapping.ts';
import { BatchWriter, type ExistingRecord, findExisting, type ReadyRecord } from './import-batch.ts';
import { ImportTally } from './import-report.ts';
import type { ImportOptions, ImportTarget } from './import-target.ts';
import { ReferenceLookup } from './reference-lookup.ts';

/** Keys remembered to tell the second row of one record; those of a longer file update what their first row made. */
const mostKeys = 1_000_000;
/** Records that a dry run shows. */
const recordsShown = 20;

interface MappedRow {
  readonly row: number;
  readonly values: Record<string, unknown>;
  readonly source: readonly string[];
}

/** A row that is a record, not yet held to its rules. */
interface DraftRow {
  readonly row: MappedRow;
  readonly draft: DraftRecord;
  readonly before: ExistingRecord | undefined;
}

/** One file on its way: its batches become records, and what happens is tallied. */
export class ImportRun {
  readonly tally = new ImportTally();
  readonly #context: RequestContext;
  readonly #scope: ReadScope;
  /** What the rules of an entity are checked as: what may be imported was decided before. */
  readonly #unlimited: Permissions;
  readonly #entity: EntityModel;
  readonly #fields: readonly MappedField[];
  readonly #header: readonly string[];
  readonly #lookups: ReadonlyMap<string, ReferenceLookup>;
  readonly #matchBy: readonly FieldModel[];
  readonly #writer: BatchWriter;
  readonly #seen = new Map<string, number>();
  #survey: TableSurvey | null = null;
  readonly #preview: { row: number; values: Record<string, unknown> }[] = [];

  constructor(
    context: RequestContext,
    target: ImportTarget,
    entity: EntityModel,
    fields: readonly MappedField[],
    grants: readonly Grant[],
    header: readonly string[],
  ) {
    this.#context = context;
    this.#scope = { model: target.model, permissions: target.permissions };
    this.#unlimited = { access: new Access(target.model, null), user: target.permissions.user };
    this.#entity = entity;
    this.#fields = fields;
    this.#header = header;
    this.#lookups = new Map(
      fields
        .filter(({ field }) => field.target !== null)
        .map(({ field, lookup }) => [field.key, new ReferenceLookup(this.#scope, field, lookup)]),
    );
    this.#matchBy = (target.matchBy ?? target.import?.matchBy ?? []).map((key) => {
      const field = fields.find((mapped) => mapped.field.key === key)?.field;
      if (field === undefined) {
        const hint = 'Fields in matchBy must be filled by the mapping.';
        throw importErrors.unknownColumn({ field: key, reason: 'records are matched by it', hint });
      }
      return field;
    });
    const changing = entity.fields.filter(
      (field) => field.record.computed !== undefined || fields.some((mapped) => mapped.field === field),
    );
    this.#writer = new BatchWriter(context, this.#scope, entity, changing, grants);
  }

  async take(transaction: Transaction, batch: readonly FileRow[], options: Pick<ImportOptions, 'preview' | 'dryRun'>): Promise<void> {
    if (this.#context.signal.aborted) throw foundationErrors.cancelled();
    this.#lookAt(batch);
    const mapped = this.#map(batch);
    const found = await this.#resolve(transaction, mapped);
    const existing = await this.#existing(transaction, found);
    const ready = await this.#prepare(transaction, found, existing);
    const refused = await this.#writer.write(transaction, ready);
    const rowsOf = new Map(found.map((row) => [row.row, row]));
    for (const { record, error } of refused) {
      const violations = (error.details?.violations ?? []) as readonly { readonly path: string; readonly message: string }[];
      const row = rowsOf.get(record.row);
      if (violations.length === 0) this.tally.fail(record.row, [{ column: null, reason: error.message }]);
      else if (row !== undefined) this.#fail(row, violations);
    }
    const lost = new Set(refused.map(({ record }) => record));
    for (const record of ready) {
      if (lost.has(record)) continue;
      if (record.version === null) this.tally.imported++;
      else this.tally.updated++;
      if (this.#preview.length < (options.preview ?? (options.dryRun === true ? recordsShown : 0)))
        this.#preview.push({ row: record.row, values: { ...record.values } });
    }
  }

  /** Passes over rows that were dealt with before, to know again which records the file has had. */
  async skip(transaction: Transaction, batch: readonly FileRow[]): Promise<void> {
    if (this.#context.signal.aborted) throw foundationErrors.cancelled();
    this.#lookAt(batch);
    if (this.#matchBy.length > 0) for (const row of await this.#resolve(transaction, this.#map(batch))) this.#twice(row);
  }

  /** `looking`: nothing was to be kept. */
  report(delimiter: string, kept: boolean, looking: boolean): ImportReport {
    const { total, imported, updated, failed, rows, moreRows } = this.tally;
    return {
      kept,
      total,
      // What was taken back was not imported; a look tells what would be.
      imported: kept || looking ? imported : 0,
      updated: kept || looking ? updated : 0,
      failed,
      delimiter,
      columns: [...this.#header],
      columnTypes: (this.#survey ?? new TableSurvey(this.#header.length)).findings().map(({ type }) => type),
      fields: Object.fromEntries(this.#fields.map(({ field, columns }) => [field.key, [...columns]])),
      rows: rows.toSorted((a, b) => a.row - b.row),
      moreRows,
      refused: this.tally.refused(),
      ...(looking ? { preview: this.#preview } : {}),
    };
  }

  #lookAt(batch: readonly FileRow[]): void {
    if (this.#survey !== null) return;
    this.#survey = new TableSurvey(this.#header.length);
    for (const { values } of batch) if (values !== null) this.#survey.add(values);
  }

  /** Values of the fields; rows that cannot be read or mapped end here. */
  #map(batch: readonly FileRow[]): MappedRow[] {
    const rows: MappedRow[] = [];
    for (const entry of batch) {
      this.tally.total++;
      if (entry.values === null) {
        const column = entry.place === null ? null : (this.#header[entry.place] ?? null);
        this.tally.fail(entry.row, [{ column, reason: entry.reason }]);
        continue;
      }
      const values: Record<string, unknown> = {};
      const problems: { column: string | null; reason: string; text: string }[] = [];
      for (const mapped of this.#fields) {
        const read = mapped.read(entry.values);
        if (read.problem === undefined) values[mapped.field.key] = read.value;
        else problems.push({ column: read.column, reason: read.problem, text: read.text });
      }
      if (problems.length > 0) this.tally.fail(entry.row, problems);
      else rows.push({ row: entry.row, values, source: entry.values });
    }
    return rows;
  }

  /** References as ids. */
  async #resolve(transaction: Transaction, rows: readonly MappedRow[]): Promise<MappedRow[]> {
    for (const [key, lookup] of this.#lookups) {
      await lookup.prepare(
        this.#context,
        transaction,
        rows.map(({ values }) => values[key]),
      );
    }
    return rows.filter((row) => {
      const violations: { path: string; message: string }[] = [];
      for (const [key, lookup] of this.#lookups) {
        const resolved = lookup.resolve(row.values[key]);
        if ('problem' in resolved) violations.push({ path: `/${key}`, message: resolved.problem });
        else row.values[key] = resolved.id;
      }
      if (violations.length > 0) this.#fail(row, violations);
      return violations.length === 0;
    });
  }

  async #existing(transaction: Transaction, rows: readonly MappedRow[]): Promise<ReadonlyMap<number, readonly ExistingRecord[]>> {
    if (this.#matchBy.length === 0) return new Map();
    const keys = rows.flatMap(({ row, values }) => {
      const whole = this.#matchBy.every(({ key, record }) => {
        const value = values[key];
        return value !== null && value !== undefined && checkFieldValue(record, value) === null;
      });
      return whole ? [{ place: row, values }] : [];
    });
    if (keys.length === 0) return new Map();
    return findExisting(this.#context, transaction, this.#scope, this.#entity, this.#matchBy, keys);
  }

  /** Records that fulfil the entity's rules. */
  async #prepare(
    transaction: Transaction,
    rows: readonly MappedRow[],
    existing: ReadonlyMap<number, readonly ExistingRecord[]>,
  ): Promise<ReadyRecord[]> {
    const drafts = this.#draft(rows, existing);
    const whole = drafts.filter(({ draft }) => draft.violations.length === 0).map(({ draft }) => draft);
    const referred = await readReferred(this.#context, transaction, this.#scope, this.#entity, whole);
    return drafts.flatMap(({ row, draft, before }): ReadyRecord[] => {
      const prepared = prepareRecord(this.#scope.model, this.#entity, this.#unlimited, draft, referred(draft));
      if (prepared.violations.length > 0) {
        this.#fail(row, prepared.violations);
        return [];
      }
      return [{ row: row.row, id: before?.id ?? uuidV7(), version: before?.version ?? null, values: prepared.values }];
    });
  }

  #draft(rows: readonly MappedRow[], existing: ReadonlyMap<number, readonly ExistingRecord[]>): DraftRow[] {
    return rows.flatMap((row): DraftRow[] => {
      const twice = this.#twice(row);
      if (twice !== null) {
        this.#fail(row, [{ path: `/${this.#matchBy[0]?.key ?? ''}`, message: `is the same as in row ${twice}` }]);
        return [];
      }
      const [before, another] = existing.get(row.row) ?? [];
      if (another !== undefined) {
        this.#fail(row, [{ path: `/${this.#matchBy[0]?.key ?? ''}`, message: recordPhrases.severalHave() }]);
        return [];
      }
      const draft =
        before === undefined
          ? draftCreate(this.#scope.model, this.#entity, this.#unlimited, withoutEmpty(this.#entity, row.values))
          : draftUpdate(this.#entity, this.#unlimited, before.record, row.values);
      return [{ row, draft, before }];
    });
  }

  /** The row that had the same identifying values before; null where there was none. */
  #twice({ row, values }: MappedRow): number | null {
    if (this.#matchBy.length === 0) return null;
    const parts = this.#matchBy.map(({ key }) => values[key] ?? null);
    if (parts.includes(null)) return null;
    const key = JSON.stringify(parts.map(String));
    const before = this.#seen.get(key);
    if (before !== undefined) return before;
    if (this.#seen.size < mostKeys) this.#seen.set(key, row);
    return null;
  }

  /** Names what is wrong by the columns that the fields are filled from. */
  #fail(row: MappedRow, violations: readonly { readonly path: string; readonly message: string }[]): void {
    this.tally.fail(
      row.row,
      violations.map(({ path, message }) => {
        const key = path.slice(1);
        const [column] = this.#fields.find(({ field }) => field.key === key)?.columns ?? [];
        if (column === undefined) return { column: null, reason: `${key} ${message}` };
        return { column, reason: message, text: row.source[this.#header.indexOf(column)] ?? '' };
      }),
    );
  }
}

/** A new record gets its defaults where the file says nothing. */
function withoutEmpty(entity: EntityModel, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([key, value]) => value !== null || entity.fieldsByKey.get(key)?.record.default === undefined),
  );
}
