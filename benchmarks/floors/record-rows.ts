import { Pool } from 'pg';

/** The columns of an answer; texts where JSON numbers would lose digits, as the platform answers. */
const columns = 'id, version, name, stars, amount::text as amount, status, opened_on::text as "openedOn"';
const inserted = 'insert into floor.item (tenant_id, name, stars, amount, status, opened_on) values ($6, $1, $2, $3, $4, $5)';

export const careful = {
  get: `select ${columns} from floor.item where tenant_id = $2 and id = $1`,
  list: `select ${columns} from floor.item where tenant_id = $3 and status = $1 and stars >= $2 order by floor.item.amount desc, id limit 50`,
  insert: `${inserted} returning ${columns}`,
} as const;

export const bare = {
  get: `select ${columns} from floor.item where id = $1`,
  list: `select ${columns} from floor.item where status = $1 and stars >= $2 order by floor.item.amount desc, id limit 50`,
  insert: careful.insert,
} as const;

export interface NewItem {
  readonly name: string;
  readonly stars: number;
  readonly amount: string;
  readonly status: string;
  readonly openedOn: string;
}

export interface ListQuery {
  readonly status: string;
  readonly stars: number;
}

/** As many connections as the platform keeps. */
export const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
export const tenant = process.env.FLOOR_TENANT ?? '';

/** Prepared once by name, as the platform prepares. */
export async function ask<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
  return (await pool.query<Row>({ name, text, values: [...values] })).rows;
}
