import { type Definition, type DefinitionFiles, readFiles } from '@plinth/app-definition';
import type { Database } from '@plinth/database';
import { type RequestContext, systemActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import {
  type ApplicationModel,
  type BulkItem,
  BulkWriter,
  type ListRequest,
  permissionsFor,
  type ReadScope,
  RecordReader,
  type RecordValues,
  RecordWriter,
} from './index.ts';
import { type HistoryPage, readHistory } from './read/record-history.ts';

/** A small bank: every sort of field, references in both directions, links, history, soft delete, roles with row rules. */
const smallBankFiles: DefinitionFiles = {
  'plinth.yaml': `format: 1
key: bank
type: application
label: Bank
`,
  'entities/district.yaml': `label: District
title: name
fields:
  name: { type: text, required: true, unique: true }
  unemployment: { type: decimal, scale: 2 }
`,
  'entities/client.yaml': `label: Client
title: name
search: [ name, email, secret ]
history: true
fields:
  name: { type: text, required: true, maxLength: 100 }
  email: { type: email, unique: true }
  birthDate: date
  active: { type: boolean, default: true }
  secret: longText
  tags: { type: multiChoice, options: { vip: VIP, young: Young } }
  district: { type: reference, target: district }
relations:
  accounts: { target: account, through: owner }
  advises: { target: account }
`,
  'entities/account.yaml': `label: Account
title: number
softDelete: true
fields:
  number: { type: text, required: true, unique: true, pattern: '[0-9]{4,10}' }
  owner: { type: reference, target: client, required: true, onDelete: restrict }
  opened: { type: date, default: today() }
  frequency: { type: choice, options: { monthly: Monthly, weekly: Weekly } }
  limit: money
`,
  'entities/loan.yaml': `label: Loan
fields:
  account: { type: reference, target: account, required: true }
  amount: { type: money, currency: CZK, required: true, minimum: 0.10 }
  months: { type: integer, required: true, minimum: 1 }
  payment: { type: money, currency: CZK, computed: amount / months }
  rate: decimal
  granted:
    type: date
    validations: [ { rule: granted <= date("2030-01-01"), message: is too far away } ]
  signedAt: dateTime
  callTime: time
  grace: duration
  status: { type: choice, required: true, default: '"open"', options: { open: Open, paid: Paid, bad: In debt } }
  details: json
indexes:
  byStatus: { fields: [ status ] }
  byMonths: { fields: [ months ] }
`,
  'roles.yaml': `clerk:
  permissions:
    district: all
    client: all
    account: all
    loan: all
adviser:
  permissions:
    client:
      operations: [ read, update ]
      hidden: [ secret ]
      locked: [ email ]
    loan:
      operations: [ read, create, update ]
      rowRule: status = "open"
# Sees the weekly accounts only, and whom a client advises on them.
weekly:
  permissions:
    account: { operations: [ read ], rowRule: frequency = "weekly" }
    client: { operations: [ read, update ], hidden: [ secret ] }
    loan: { operations: [ read, update, delete ], rowRule: months > 12 }
reader:
  permissions:
    account: [ read ]
    client: { operations: [ read, update ], locked: [ advises ] }
    loan: [ read ]
stranger:
  permissions:
    account: [ read ]
    client: { operations: [ read, update ], hidden: [ advises ] }
`,
};

/** The definition of {@link smallBankFiles}. */
export function smallBank(): Definition {
  const { definition, problems } = readFiles(smallBankFiles);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return definition;
}

/** A member of a tenant who holds some roles of the {@link smallBank}. */
export function bankContext(roles: readonly string[], environment = { id: 'env1', key: 'test' }, tenant = 'a'): RequestContext {
  return testContext({
    tenant: { id: `00000000-0000-7000-8000-00000000000${tenant}`, key: `tenant-${tenant}` },
    environment,
    actor: { ...systemActor, kind: 'member', id: 'ada', tenantRoles: ['member'], applicationRoles: { [`bank@${environment.key}`]: roles } },
  });
}

/** Creates, changes and reads records of the {@link smallBank} as somebody. */
export class TestRecords {
  readonly scope: ReadScope;
  readonly #context: RequestContext;
  readonly #database: Database;
  readonly #reader: RecordReader;
  readonly #writer: RecordWriter;
  readonly #bulk: BulkWriter;

  constructor(database: Database, model: ApplicationModel, context: RequestContext, permittedAs = context) {
    this.scope = { model, permissions: permissionsFor(permittedAs, model) };
    this.#context = context;
    this.#database = database;
    this.#reader = new RecordReader(database);
    this.#writer = new RecordWriter(database, this.#reader);
    this.#bulk = new BulkWriter(database, this.#reader);
  }

  async create(entity: string, values: RecordValues): Promise<TestRecord> {
    return JSON.parse((await this.#writer.create(this.#context, this.scope, entity, values)).text) as TestRecord;
  }

  createMany(entity: string, records: readonly RecordValues[]): Promise<readonly string[]> {
    return this.#bulk.create(this.#context, this.scope, entity, records);
  }

  updateMany(entity: string, records: Parameters<BulkWriter['update']>[3]): Promise<readonly number[]> {
    return this.#bulk.update(this.#context, this.scope, entity, records);
  }

  deleteMany(entity: string, records: readonly BulkItem[]): Promise<void> {
    return this.#bulk.delete(this.#context, this.scope, entity, records);
  }

  history(entity: string, id: string, more: { readonly before?: number; readonly limit?: number } = {}): Promise<HistoryPage> {
    return readHistory(this.#context, this.#database, this.#reader, this.scope, { entity, id, ...more });
  }

  async update(entity: string, id: string, values: RecordValues, version: number | null = null): Promise<TestRecord> {
    return JSON.parse((await this.#writer.update(this.#context, this.scope, entity, id, values, version)).text) as TestRecord;
  }

  delete(entity: string, id: string, version: number | null = null): Promise<void> {
    return this.#writer.delete(this.#context, this.scope, entity, id, version);
  }

  async restore(entity: string, id: string): Promise<TestRecord> {
    return JSON.parse((await this.#writer.restore(this.#context, this.scope, entity, id)).text) as TestRecord;
  }

  get(entity: string, id: string, expand: readonly string[] = []): Promise<TestRecord> {
    return this.getAs(this.scope, entity, id, expand);
  }

  async getAs(scope: ReadScope, entity: string, id: string, expand: readonly string[] = []): Promise<TestRecord> {
    return JSON.parse((await this.#reader.get(this.#context, scope, entity, id, { expand })).text) as TestRecord;
  }

  list(entity: string, request: ListRequest = {}) {
    return this.listAs(this.scope, entity, request);
  }

  async listAs(scope: ReadScope, entity: string, request: ListRequest) {
    const page = await this.#reader.list(this.#context, scope, entity, request);
    return { ...page, items: JSON.parse(`[${page.items}]`) as TestRecord[] };
  }

  /** The titles of the records of all pages of a list. */
  async titles(entity: string, request: ListRequest = {}): Promise<unknown[]> {
    const titles: unknown[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await this.list(entity, { ...request, ...(cursor === undefined ? {} : { cursor }) });
      titles.push(...page.items.map((item) => item.title));
      if (page.next === null) return titles;
      cursor = page.next;
    }
  }
}

/** A record as JSON has it. */
export interface TestRecord {
  readonly id: string;
  readonly version: number;
  readonly [key: string]: unknown;
}
