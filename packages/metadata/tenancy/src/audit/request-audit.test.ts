import { anonymousActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { describe, expect, it } from 'vitest';
import { platformTenant } from '../platform-tenant.ts';
import type { AuditFacts } from './audit-entry.ts';
import type { AuditLog } from './audit-log.ts';
import { type AuditedRequest, auditRequests } from './request-audit.ts';

const path = '/data/{tenant}/{environment}/{application}/{entity}';
const publish = { id: 'releases.publish', permission: 'maker', idempotency: 'key', path } as const;

function kept(request: Partial<AuditedRequest>): AuditFacts[] {
  const facts: AuditFacts[] = [];
  const log: Pick<AuditLog, 'append'> = {
    append: async (_context, entry) => {
      facts.push(entry);
    },
  };
  auditRequests(
    log as AuditLog,
    new Set(['members.update']),
    () => undefined,
  )({ context: testContext(), operation: publish, application: '', status: 200, code: null, ...request });
  return facts;
}

describe('audit of requests', () => {
  it('keeps what was done, what failed and what was refused', () => {
    expect(kept({})).toEqual([{ operation: 'releases.publish', target: null, outcome: 'done', detail: {} }]);
    expect(kept({ status: 503, code: 'database.busy' })).toMatchObject([{ outcome: 'failed', detail: { code: 'database.busy' } }]);
    expect(kept({ status: 403, code: 'tenancy.forbidden' })).toMatchObject([{ outcome: 'refused' }]);
  });

  it('names the application that was meant, and where', () => {
    const [within, without] = [{ id: '1', key: 'production' }, null].map((environment) => testContext({ environment }));
    expect(kept({ application: 'bank', context: within })).toMatchObject([{ target: 'application/bank@production' }]);
    expect(kept({ application: 'bank', context: without })).toMatchObject([{ target: 'application/bank' }]);
  });

  it('keeps what concerns many records', () => {
    const bulk = { ...publish, id: 'records.createMany', permission: 'application', path: `${path}/-/bulk` } as const;
    expect(kept({ operation: bulk })).toMatchObject([{ operation: 'records.createMany', outcome: 'done' }]);
  });

  it('keeps a refusal whatever was asked for', () => {
    expect(kept({ status: 403, operation: { ...publish, idempotency: 'safe' } })).toHaveLength(1);
    expect(kept({ status: 403, operation: { ...publish, id: 'members.update' } })).toHaveLength(1);
  });

  it.each<[string, Partial<AuditedRequest>]>([
    ['reading', { operation: { ...publish, idempotency: 'safe' } }],
    ['one record, which has its event and its history', { operation: { ...publish, permission: 'application' } }],
    ['what keeps its own entry', { operation: { ...publish, id: 'members.update' } }],
    ['wrong input', { status: 400, code: 'plinth.invalid-input' }],
    ['nobody known', { context: null }],
    ['no tenant', { context: testContext({ tenant: platformTenant, actor: anonymousActor }), status: 403 }],
  ])('leaves out: %s', (_, request) => {
    expect(kept(request)).toEqual([]);
  });

  it('tells when an entry could not be stored', async () => {
    const failures: unknown[] = [];
    const log = { append: () => Promise.reject(new Error('away')) };
    auditRequests(log as unknown as AuditLog, new Set(), (error) => failures.push(error))({
      context: testContext(),
      operation: publish,
      application: 'bank',
      status: 200,
      code: null,
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(failures).toEqual([new Error('away')]);
  });
});
