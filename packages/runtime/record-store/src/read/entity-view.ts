import { quoteIdentifier } from '@plinth/database';
import { compileSql, type FeelType, type TypedExpression } from '@plinth/expression';
import type { Grant, Permissions } from '../access/access.ts';
import { neverNull } from '../access/never-null.ts';
import { isKnown, rowRule, userAttributes } from '../access/row-rule.ts';
import type { SqlDialect } from '../dialect/sql-dialect.ts';
import { recordErrors } from '../errors.ts';
import { entityTypes, withEntries } from '../expressions/entity-types.ts';
import { conditionToSql, feelToSql } from '../expressions/feel-to-sql.ts';
import { givenTypes, givenValue, isGivenName } from '../expressions/given-names.ts';
import type { SqlScope } from '../expressions/sql-scope.ts';
import { sqlTypeOf, toSqlValue } from '../expressions/sql-values.ts';
import {
  type ApplicationModel,
  type EntityModel,
  type FieldModel,
  type IdType,
  isSystemField,
  systemFields,
} from '../model/entity-model.ts';
import { Joins } from './joins.ts';
import { Parameters, type RunValues } from './parameters.ts';
import { type NeverNull, type RuleUse, ruleSql } from './rule-sql.ts';

/** Names that a page gives to a filter, with their types. */
export type OuterNames = Readonly<Record<string, FeelType>>;

/**
 * Writes SQL over one entity as somebody may see it: rows of references that they may not read count as absent, hidden
 * fields do not exist. With `access` null everything is seen: so row rules are evaluated.
 */
export class EntityView {
  readonly model: ApplicationModel;
  readonly entity: EntityModel;
  readonly alias: string;
  readonly joins: Joins;
  readonly #parameters: Parameters;
  readonly #access: Permissions['access'] | null;

  constructor(
    model: ApplicationModel,
    entity: EntityModel,
    alias: string,
    parameters: Parameters,
    access: Permissions['access'] | null,
    joins = new Joins(`${alias}_`),
  ) {
    this.model = model;
    this.entity = entity;
    this.alias = alias;
    this.joins = joins;
    this.#parameters = parameters;
    this.#access = access;
  }

  /** The same entity under another alias, sharing the joins of that place. */
  at(entity: EntityModel, alias: string, joins = new Joins(`${alias}_`)): EntityView {
    return new EntityView(this.model, entity, alias, this.#parameters, this.#access, joins);
  }

  /** The same as somebody who may see everything has it; what it needs does not become part of this statement. */
  unrestricted(): EntityView {
    return new EntityView(this.model, this.entity, this.alias, new Parameters(this.dialect), null);
  }

  get parameters(): Parameters {
    return this.#parameters;
  }

  /** In which words the SQL is written. */
  get dialect(): SqlDialect {
    return this.#parameters.dialect;
  }

  get access(): Permissions['access'] | null {
    return this.#access;
  }

  /** What a row must fulfil to be there for the reader; null where every row is. */
  readable(use: RuleUse = 'row'): string | null {
    const conditions = this.entity.record.softDelete ? [`${this.alias}.deleted_at is null`] : [];
    if (this.#access !== null) {
      const granted = this.granted(this.#access.grants(this.entity, 'read'), use);
      if (granted !== null) conditions.push(granted);
    }
    return conditions.length === 0 ? null : conditions.join(' and ');
  }

  /** The rows of some of the grants: SQL, or null for all rows. */
  granted(grants: readonly Grant[], use: RuleUse = 'row'): string | null {
    if (grants.some((grant) => grant.rule === null)) return null;
    if (grants.length === 0) return 'false';
    const rules = [...new Set(grants.map((grant) => grant.rule ?? 'false'))];
    return `(${rules.map((rule) => this.rule(rule, use, rules.length === 1)).join(' or ')})`;
  }

  /** A row rule as SQL; null denies. */
  rule(rule: string, use: RuleUse = 'row', alone = true): string {
    const { typed } = rowRule(this.model, this.entity, rule);
    return ruleSql(() => this.#full(), typed, neverNull(this.#access?.identified === true), use, alone);
  }

  /** A condition of a row rule as SQL that keeps null apart from false. */
  ruleAnswer(typed: TypedExpression): string {
    const full = this.#full();
    const { sql } = compileSql(typed, full.#scope({}), 'exact');
    const answer = full.joins.empty ? sql : `(select ${sql} from ${this.dialect.oneRow}${full.joins.sql})`;
    const known = this.userKnown(typed);
    return known === null ? answer : `case when ${known} then ${answer} end`;
  }

  /** SQL of whether everything is known that a condition asks of what the application keeps about who acts; null where it asks nothing. */
  userKnown(typed: TypedExpression): string | null {
    const asked = userAttributes(this.entity, typed);
    if (asked.length === 0) return null;
    const slot = (name: string) => this.#parameters.once(`user.${name} is known`, ({ user }) => isKnown(user, name), 'boolean');
    return asked.map(slot).join(' and ');
  }

  /** The same row as rules see it, with joins of its own. */
  #full(): EntityView {
    return new EntityView(this.model, this.entity, this.alias, this.#parameters, null, new Joins(`${this.alias}r_`));
  }

  /** A FEEL condition as SQL for places where null counts as false. */
  condition(text: string, outer: OuterNames = {}): string {
    return conditionToSql(text, this.#scope(outer));
  }

  /**
   * The same for a page of records in an order. A value that a field without index is ordered against is written so that
   * PostgreSQL does not estimate by it how many rows there are: no index could be chosen by that, but with a limit it makes
   * each value's own plan look cheaper, so that PostgreSQL would plan anew each time, which costs a third of the page.
   */
  pageCondition(text: string, outer: OuterNames = {}): string {
    const scope = this.#scope(outer);
    const indexed = new Set(this.entity.indexes.flatMap(({ fields }) => fields));
    // Which indexes a table of another database has is not known here.
    const own = this.entity.source === null ? this.entity.fields.filter(({ key }) => !indexed.has(key)) : [];
    const columns = new Set(own.map(({ column }) => `${this.alias}.${quoteIdentifier(column)}`));
    const isValue = (sql: string) => /^\$\d+::\w+$/.test(sql);
    return conditionToSql(text, {
      ...scope,
      ordered: (left, right) => [
        columns.has(right) && isValue(left) ? `(select ${left})` : left,
        columns.has(left) && isValue(right) ? `(select ${right})` : right,
      ],
    });
  }

  /** A condition that is compiled already; `isNeverNull` tells which values outside the row are certain. */
  typedCondition(typed: TypedExpression, isNeverNull: NeverNull): string {
    return compileSql(typed, { ...this.#scope({}), isNeverNull }, 'false').sql;
  }

  /** A FEEL expression as SQL. */
  expression(text: string, outer: OuterNames = {}): string {
    return feelToSql(text, this.#scope(outer));
  }

  /** SQL of a path of keys, `client.district.name`, with the field at its end; throws `records.bad-field`. */
  path(keys: readonly string[]): {
    readonly sql: string;
    readonly field: FieldModel | null;
    readonly key: string;
    readonly view: EntityView;
    /** Of an id: how it is compared. */
    readonly idType?: IdType;
  } {
    const [first, ...rest] = keys;
    if (first === undefined) throw this.#unknown('');
    if (rest.length > 0) {
      const own = rest.length === 1 && rest[0] === 'id' ? this.#ownId(first) : null;
      if (own !== null) return { ...own, field: null, key: 'id', view: this };
      const next = this.reference(first);
      if (next !== null) return next.path(rest);
      const field = this.entity.fieldsByKey.get(first);
      if (field !== undefined && field.currencyColumn !== null && rest.length === 1 && this.#sees(first)) {
        if (rest[0] === 'amount') return { sql: this.column(field), field, key: first, view: this };
        if (rest[0] === 'currency')
          return { sql: `${this.alias}.${quoteIdentifier(field.currencyColumn)}`, field: null, key: 'currency', view: this };
      }
      throw this.#unknown(keys.join('.'));
    }
    const field = this.entity.fieldsByKey.get(first);
    if (field !== undefined && this.#sees(first)) return { sql: this.column(field), field, key: first, view: this };
    if (field === undefined && isSystemField(first))
      return { sql: `${this.alias}.${systemFields[first].column}`, field: null, key: first, view: this };
    throw this.#unknown(first);
  }

  /** The column of a reference where it says as much as the id of what it leads to: where every record there may be seen. */
  #ownId(key: string): { readonly sql: string; readonly idType: IdType } | null {
    const field = this.entity.fieldsByKey.get(key);
    const target = this.model.entities.get(field?.target ?? '');
    if (field === undefined || target === undefined || !this.#sees(key)) return null;
    return this.at(target, 'seen').readable() === null ? { sql: this.column(field), idType: target.idType } : null;
  }

  /** The view of what a reference field leads to, joined; null where the key is no reference. */
  reference(key: string): EntityView | null {
    const field = this.entity.fieldsByKey.get(key);
    if (field?.target == null) return null;
    const target = this.model.entities.get(field.target);
    if (target === undefined || !this.#sees(key)) throw this.#unknown(key);
    const alias = this.joins.alias(`${this.alias}.${key}`, (name) => ({
      table: this.dialect.rows(target),
      on: this.dialect.joined(`${name}.id`, this.column(field), target.idType),
      key: this.column(field),
      kept: this.at(target, name).readable(),
    }));
    return this.at(target, alias, this.joins);
  }

  /** A field's column; empty on the rows on which the reader may not see it. */
  column(field: FieldModel, column = field.column): string {
    const sql = `${this.alias}.${quoteIdentifier(column)}`;
    const grants = this.#access?.grants(this.entity, 'read') ?? [];
    if (!grants.some((grant) => grant.hidden.has(field.key))) return sql;
    const seen = this.granted(grants.filter((grant) => !grant.hidden.has(field.key)));
    return seen === null ? sql : `case when ${seen} then ${sql} end`;
  }

  #sees(key: string): boolean {
    return this.#access === null || this.#access.sees(this.entity, key);
  }

  /** Whether the reader sees a field on some rows. */
  sees(key: string): boolean {
    return this.#sees(key);
  }

  /** SQL that only Plinth's own database understands. */
  #ownOnly(sql: string): string {
    if (this.entity.source !== null) throw recordErrors.notInSource({ entity: this.entity.key });
    return sql;
  }

  #unknown(field: string): Error {
    const known = [...this.entity.fieldsByKey.keys()].filter((key) => this.#sees(key));
    return recordErrors.badField({ field, entity: this.entity.key, hint: `Its fields are ${known.join(', ')}.` });
  }

  #scope(outer: OuterNames): SqlScope {
    const access = this.#access;
    const view = access === null ? '*' : access.signature;
    const own = entityTypes(this.model).of(this.entity, (entity, field) => access === null || access.sees(entity, field), view);
    const fieldNames = own.entries;
    const { entity } = this;
    const ids = new Map<string, { readonly sql: string; readonly idType: IdType }>();
    const integers = new Set<string>();
    const constants = new Map<string, unknown>();
    const { dialect } = this;
    return {
      words: dialect,
      // First the entity's fields, then who asks and what the environment says, then the page's names.
      names: withEntries({ ...outer, ...givenTypes(this.model) }, fieldNames),
      column: (path) => {
        const [first] = path;
        if (first === undefined || !Object.hasOwn(fieldNames, first)) return null;
        const { sql, key, field, view, idType } = this.path(path);
        if (field?.record.type === 'integer' || key === 'version') integers.add(sql);
        if (key !== 'id') return sql;
        const text = dialect.text(sql);
        ids.set(text, { sql, idType: idType ?? view.entity.idType });
        return text;
      },
      align(left, right) {
        // What both sides are compared as must be the column's own type, or no index of it is of use.
        if (integers.has(left) && constants.has(right)) return [left, asInteger(right, constants.get(right))];
        if (integers.has(right) && constants.has(left)) return [asInteger(left, constants.get(left)), right];
        const [a, b] = [ids.get(left), ids.get(right)];
        if (a === undefined && b === undefined) return [left, right];
        const type = (a ?? b)?.idType ?? 'uuid';
        return [a?.sql ?? dialect.idOf(entity, left, type), b?.sql ?? dialect.idOf(entity, right, type)];
      },
      parameter: (path, type) => {
        const sqlType = sqlTypeOf(type);
        return this.#parameters.once(
          `${path.join('.')} ${sqlType}`,
          (values) => toSqlValue(valueAt(this.model, path, values), sqlType),
          sqlType,
        );
      },
      number: (exact) => this.#ownOnly(`plinth.feel_number(${exact})`),
      quotient: (dividend, divisor) => this.#ownOnly(`plinth.feel_quotient(${dividend}, ${divisor})`),
      constant: (value, type) => {
        const sqlType = sqlTypeOf(type);
        const placeholder = this.#parameters.add(() => toSqlValue(value, sqlType), sqlType);
        constants.set(placeholder, value);
        return placeholder;
      },
    };
  }
}

/** A constant as an integer column compares it; what no integer is stays a number. */
function asInteger(placeholder: string, value: unknown): string {
  return Number.isSafeInteger(value) ? placeholder.replace(/::numeric$/, '::bigint') : placeholder;
}

function valueAt(model: ApplicationModel, path: readonly string[], { user, inputs }: RunValues): unknown {
  const [first, ...rest] = path;
  let value: unknown = isGivenName(model, null, first)
    ? givenValue(model, first, user)
    : inputs !== undefined && first !== undefined && Object.hasOwn(inputs, first)
      ? inputs[first]
      : null;
  for (const name of rest)
    value = typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : null;
  return value;
}
