import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFiles } from '@plinth/app-definition';
import { openDatabase, quoteIdentifier, statement } from '@plinth/database';
import { type RequestContext, systemActor, traceId } from '@plinth/foundation';
import { Access, type ApplicationModel, applyMigration, RecordReader, recordStoreMigrations } from '@plinth/record-store';
import { figures, keepResult } from './measurement.ts';

/**
 * A list of 50 loans with their account, its district and its dispositions, read by the record store and by the best
 * statement that we can write by hand for just this; on the same connection, bound to the same environment, with the same
 * JSON as the answer.
 */
const [rounds, calls] = [9, 300];
const loans = 20_000;
const folder = mkdtempSync(join(tmpdir(), 'plinth-related-list-'));
const database = await openDatabase({ folder }, { migrations: recordStoreMigrations });
try {
  const context: RequestContext = {
    tenant: { id: '0196f0c0-0000-7000-8000-000000000001', key: 'measured' },
    environment: { id: 'measured00000001', key: 'production' },
    actor: systemActor,
    trace: traceId(),
    locale: 'en',
    signal: new AbortController().signal,
  };
  const { definition } = readFiles(bankFiles());
  const { model } = await applyMigration(context, database, { definition });
  const table = (key: string) => model.entities.get(key)?.qualified ?? '';
  await database.asOwner(context, (transaction) => transaction.script(sampleRows(table)));

  const reader = new RecordReader(database);
  const user = { id: 'system', name: 'Plinth', email: null, roles: [], groups: [] };
  const byRole = (roles: readonly string[] | null) => ({ model, permissions: { access: new Access(model, roles), user } });
  const request = {
    filter: 'status = "running"',
    sort: [
      { field: 'grantedOn', direction: 'desc' as const },
      { field: 'number', direction: 'asc' as const },
    ],
    expand: ['account', 'account.district', 'account.dispositions'],
    limit: 50,
  };
  const hand = statement(handWritten(model, request.limit));
  const works = {
    'record store': async () => `[${(await reader.list(context, byRole(null), 'loan', request)).items}]`,
    'record store, a manager': async () => `[${(await reader.list(context, byRole(['manager']), 'loan', request)).items}]`,
    'record store, collections': async () =>
      `[${(await reader.list(context, byRole(['collections']), 'loan', { ...request, filter: undefined })).items}]`,
    'by hand': async () => (await database.value(context, hand, ['running'])) ?? '',
  };
  const answers = await Promise.all([works['record store'](), works['by hand']()]);
  const [ours, theirs] = answers.map((text) => JSON.stringify(sorted(JSON.parse(text)))) as [string, string];
  if (ours !== theirs) throw new Error(`The answers differ:\n${ours.slice(0, 2000)}\n${theirs.slice(0, 2000)}`);

  const measured: Record<string, number[]> = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (const work of Object.values(works)) for (let call = 0; call < calls; call++) await work();
  const names = Object.keys(works) as (keyof typeof works)[];
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length] ?? 'by hand';
      const started = performance.now();
      for (let call = 0; call < calls; call++) await works[name]();
      measured[name]?.push(calls / ((performance.now() - started) / 1000));
    }
  }
  const median = (name: keyof typeof works) => figures(measured[name] ?? []).median;
  keepResult(
    'related-list',
    [
      {
        name: 'list of 50 with three relations, throughput against the best SQL by hand',
        value: median('record store') / median('by hand'),
        goal: 0.8,
        better: 'higher',
        unit: '×',
      },
      {
        name: 'the same for somebody whose role may read all of it',
        value: median('record store, a manager') / median('by hand'),
        goal: 0.8,
        better: 'higher',
        unit: '×',
      },
    ],
    {
      setting: { loans, rounds, calls, connections: 1, bytesOfAnAnswer: ours.length },
      listsPerSecond: Object.fromEntries(names.map((name) => [name, figures(measured[name] ?? [])])),
    },
  );
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

function bankFiles(): Record<string, string> {
  const root = join(import.meta.dirname, '..', 'examples', 'bank');
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}

/** Ids that follow from numbers, so that rows can refer to each other. */
function idOf(kind: number, number: string): string {
  return `('00000000-0000-7000-800${kind}-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
}

function sampleRows(table: (key: string) => string): string {
  const by = `'system', 'system'`;
  return `
insert into ${table('district')} (id, number, name, region, created_by, updated_by)
  select ${idOf(1, 'n')}, n, 'District ' || n, 'Region ' || n % 8, ${by} from generate_series(1, 77) n;
insert into ${table('client')} (id, display_name, number, name, birth_date, sex, district, created_by, updated_by)
  select ${idOf(2, 'n')}, 'Client ' || n, n, 'Client ' || n, date '1950-01-01' + n, 'female', ${idOf(1, '1 + n % 77')}, ${by} from generate_series(1, 5000) n;
insert into ${table('account')} (id, display_name, number, district, frequency, opened_on, created_by, updated_by)
  select ${idOf(3, 'n')}, 'Account ' || n, n, ${idOf(1, '1 + n % 77')}, 'monthly', date '1993-01-01' + n % 1000, ${by} from generate_series(1, 4500) n;
insert into ${table('disposition')} (id, display_name, number, client, account, type, created_by, updated_by)
  select ${idOf(4, 'n')}, 'Disposition ' || n, n, ${idOf(2, '1 + n % 5000')}, ${idOf(3, '1 + n % 4500')}, 'owner', ${by} from generate_series(1, 9000) n;
insert into ${table('loan')} (id, display_name, number, account, granted_on, amount, duration, payment, status, created_by, updated_by)
  select ${idOf(5, 'n')}, 'Loan ' || n, n, ${idOf(3, '1 + n % 4500')}, date '1993-01-01' + n % 2000, 1000 + n, 12, 100,
    (array['running', 'finishedPaid', 'runningInDebt', 'finishedUnpaid'])[1 + n % 4], ${by} from generate_series(1, ${loans}) n;
analyze ${['district', 'client', 'account', 'disposition', 'loan'].map(table).join(', ')};`;
}

/** What somebody would write who knows PostgreSQL and needs this one list. */
function handWritten({ entities }: ApplicationModel, limit: number): string {
  const table = (key: string) => entities.get(key)?.qualified ?? '';
  const own = (key: string, alias: string, without: readonly string[] = []) => {
    const { fields = [], record } = entities.get(key) ?? {};
    const written = fields
      .filter((field) => !without.includes(field.key))
      .map(({ key: name, column, record: { type } }) => {
        const exact = type === 'decimal' || type === 'money' ? '::text' : '';
        return `'${name}', ${type === 'file' ? 'null' : `${alias}.${quoteIdentifier(column)}${exact}`}`;
      });
    const title = fields.find((field) => field.key === record?.title)?.column ?? 'id';
    return `'id', ${alias}.id, 'version', ${alias}.version, 'title', ${alias}.${quoteIdentifier(title)}, ${written.join(', ')},
    'createdAt', ${alias}.created_at, 'createdBy', ${alias}.created_by, 'updatedAt', ${alias}.updated_at, 'updatedBy', ${alias}.updated_by`;
  };
  return `select coalesce(json_agg(loan), '[]')::text from (
  select json_build_object(${own('loan', 'l', ['account'])},
    'account', json_build_object(${own('account', 'a', ['district'])},
      'district', json_build_object(${own('district', 'd')}),
      'dispositions', coalesce(p.dispositions, '[]'))) as loan
  from (select * from ${table('loan')} where status = $1 order by granted_on desc, number, id limit ${limit}) l
  join ${table('account')} a on a.id = l.account
  join ${table('district')} d on d.id = a.district
  left join lateral (
    select json_agg(json_build_object(${own('disposition', 'x')}) order by x.id) as dispositions
    from ${table('disposition')} x where x.account = a.id) p on true
  order by l.granted_on desc, l.number, l.id) listed`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, item]) => [name, sorted(item)]),
  );
}
