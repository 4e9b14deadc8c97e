import { checkFieldValue, referencedId } from '@plinth/app-definition';
import { quoteIdentifier, type Statement, statement, type Transaction } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { importErrors } from '../errors.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';
import { EntityView } from '../read/entity-view.ts';
import { Parameters } from '../read/parameters.ts';
import type { ReadScope } from '../read/record-reader.ts';

/** Keys remembered with their records. */
const mostCached = 100_000;

/** Finds the records that a reference means, by their id or another field of theirs, among those that may be read. */
export class ReferenceLookup {
  readonly #scope: ReadScope;
  readonly #parameters = new Parameters();
  readonly #statement: Statement;
  readonly #target: EntityModel;
  /** The field of the target; null: its id. */
  readonly #by: FieldModel | null;
  readonly #field: FieldModel;
  #found = new Map<string, string | null>();

  /** Throws `imports.unknown-column` where the target has no such field. */
  constructor(scope: ReadScope, field: FieldModel, by: string | null) {
    const target = scope.model.entities.get(field.target ?? '');
    const found = by === null || by === 'id' ? null : target?.fieldsByKey.get(by);
    if (target === undefined || found === undefined || (found !== null && !scope.permissions.access.sees(target, found.key))) {
      const hint = `Name a field of ${field.target ?? 'the target'} that you can read.`;
      throw importErrors.unknownColumn({ field: field.key, reason: `there is no ${by ?? 'record'} to look it up by`, hint });
    }
    this.#scope = scope;
    this.#field = field;
    this.#target = target;
    this.#by = found;
    const view = new EntityView(scope.model, target, 't', this.#parameters, scope.permissions.access);
    const column = found === null ? 't.id' : `t.${quoteIdentifier(found.column)}`;
    const keys = this.#parameters.run('keys', `${found?.columns[0]?.type ?? 'uuid'}[]`);
    const readable = view.readable();
    this.#statement = statement(
      `select ${column}::text as key, t.id::text as id from ${target.qualified} t where ${column} = any(${keys})${readable === null ? '' : ` and ${readable}`}`,
    );
  }

  /** Asks once for all keys that are not known yet. */
  async prepare(context: RequestContext, transaction: Transaction, values: readonly unknown[]): Promise<void> {
    if (this.#found.size > mostCached) this.#found = new Map();
    const wanted = new Set<string>();
    for (const value of values) {
      const key = this.#key(value);
      if (key !== null && !this.#found.has(key)) wanted.add(key);
    }
    if (wanted.size === 0) return;
    const keys = [...wanted];
    for (const key of keys) this.#found.set(key, null);
    const bound = this.#parameters.bind({ user: this.#scope.permissions.user, run: { keys } });
    const { rows } = await transaction.query<{ key: string; id: string }>(context, this.#statement, bound);
    const twice = new Set<string>();
    for (const { key, id } of rows) {
      if ((this.#found.get(key) ?? null) !== null) twice.add(key);
      this.#found.set(key, id);
    }
    for (const key of twice) this.#found.set(key, several);
  }

  /** The id of the record meant, or why there is none. */
  resolve(value: unknown): { readonly id: string | null } | { readonly problem: string } {
    if (value === null || value === undefined || value === '') return { id: null };
    const key = this.#key(value);
    const id = key === null ? null : (this.#found.get(key) ?? null);
    const by = this.#by?.key ?? 'id';
    if (id === several) return { problem: `refers to ${this.#target.key} by ${by}, and several have it` };
    if (id === null) return { problem: `refers to a ${this.#target.key} that does not exist` };
    return { id };
  }

  /** The value as PostgreSQL prints it; null where no record can have it. */
  #key(value: unknown): string | null {
    if (this.#by === null) return checkFieldValue(this.#field.record, value) === null ? String(referencedId(value)).toLowerCase() : null;
    if (value === null || typeof value === 'object') return null;
    const text = String(value).trim();
    const key = this.#by.record.type === 'integer' && /^0+\d/.test(text) ? text.replace(/^0+(?=\d)/, '') : text;

    return checkFieldValue({ key: this.#by.key, type: this.#by.record.type, required: true }, key) === null ? key : null;
  }
}

const several = '*';
