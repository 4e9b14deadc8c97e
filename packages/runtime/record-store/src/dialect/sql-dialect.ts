import type { SqlValue } from '@plinth/database';
import type { SqlWords } from '@plinth/expression';
import type { EntityModel, IdType } from '../model/entity-model.ts';
import type { SortKey } from '../read/sort-order.ts';

/** How statements over records are written for one kind of database. */
export interface SqlDialect extends SqlWords {
  readonly name: 'postgres' | 'mariadb';
  /** The placeholder of a parameter, of an SQL type of PostgreSQL: every value of a statement is one. */
  placeholder(number: number, type: string): string;
  /** A value as the database takes it for a parameter of that type. */
  bound(value: SqlValue, type: string): SqlValue;
  /** A value as text. */
  text(sql: string): string;
  /** What stands for an entity's table in a FROM clause. */
  rows(entity: EntityModel): string;
  /** A text as an id of that type; null where it is none. */
  idOf(entity: EntityModel, text: string, type: IdType): string;
  /** That the id of a row is what a reference holds. */
  joined(id: string, reference: string, type: IdType): string;
  /** That a value is among those of a list parameter of that type, without its brackets. */
  amongParameter(value: string, list: string, type: string): string;
  /** That a text has another in it, whatever the size of letters. */
  hasPart(text: string, part: string): string;
  /** That a list of texts has one, and that it has one of several. */
  listHas(list: string, value: string): string;
  listMeets(list: string, values: string): string;
  /** That each word of the parameter begins a word of the texts. */
  searched(texts: readonly string[], words: string): string;
  /** What the words of a search are for {@link SqlDialect.searched}; null where there are none. */
  searchQuery(text: string): string | null;
  /** A part of an ORDER BY: nulls are last upwards and first downwards. */
  order(key: Pick<SortKey, 'sql' | 'direction' | 'nullable'>): string;
  /** The mean of a group, exact to ten digits after the point. */
  average(sql: string): string;
  /** A FROM clause of one row without columns. */
  readonly oneRow: string;
  /** That a value is one of those that a select finds. */
  amongSelected(value: string, select: string): string;
  /** A moment cut to a year, quarter, month, week or day, as text. */
  cut(sql: string, unit: 'year' | 'quarter' | 'month' | 'week' | 'day'): string;
}
