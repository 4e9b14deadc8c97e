import { type Static, Type } from 'typebox';

/** An ad hoc filter of a column, joined to the query's own filter by AND. */
export const ColumnFilterInput = Type.Union([
  Type.Object(
    {
      operator: Type.Union([Type.Literal('contains'), Type.Literal('equals'), Type.Literal('atLeast'), Type.Literal('atMost')]),
      value: Type.String({ maxLength: 1000 }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { operator: Type.Literal('anyOf'), values: Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 200 }) },
    { additionalProperties: false },
  ),
]);

/** What a page sends to run a query. */
export const QueryRunInput = Type.Object(
  {
    query: Type.String({ maxLength: 120 }),
    /** Input name to its value now, as JSON: decimals, dates, times and durations as text. */
    values: Type.Record(Type.String(), Type.Unknown()),
    /** Instead of the query's own order; only fields the person may read. */
    sort: Type.Optional(
      Type.Array(
        Type.Object(
          { field: Type.String({ maxLength: 200 }), direction: Type.Union([Type.Literal('asc'), Type.Literal('desc')]) },
          { additionalProperties: false },
        ),
        { maxItems: 8 },
      ),
    ),
    /** Field to filter. */
    columnFilters: Type.Optional(Type.Record(Type.String(), ColumnFilterInput)),
    /** `nextCursor` of the page of rows before. */
    cursor: Type.Optional(Type.String({ maxLength: 4000 })),
    /** At most this many rows; never more than the query's own limit allows. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    /** A link to a draft, whose query is then meant instead of the released one. */
    preview: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
  },
  { additionalProperties: false },
);
export type QueryRunInput = Static<typeof QueryRunInput>;

/**
 * Rows as in the record API: `id`, `version`, `title` and the fields by key; decimals and amounts as text, money as
 * `{ amount, currency }` or text where the field has one currency, expanded references as nested `{ id, title, … }`.
 */
export const QueryResult = Type.Object({
  rows: Type.Array(Type.Record(Type.String(), Type.Unknown())),
  /** Null after the last row. */
  nextCursor: Type.Union([Type.String(), Type.Null()]),
  /** All matching records; null where the query does not count. */
  count: Type.Union([Type.Integer(), Type.Null()]),
});
export type QueryResult = Static<typeof QueryResult>;
