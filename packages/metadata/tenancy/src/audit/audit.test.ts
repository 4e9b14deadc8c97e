import { createToken, inviteMember, listAudit, signIn, verifyAudit } from '@plinth/api-contract';
import { statement } from '@plinth/database';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import type { RequestContext } from '@plinth/foundation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tenancyMigrations } from '../migrations/index.ts';
import type { Tenancy } from '../tenancy.ts';
import { addTenant, call, codeOf, contextOf, type SignedIn, setUpFirstTenant, testPassword, testTenancy } from '../testing.ts';

describeDatabases((server) => {
  let opened: TestDatabase;
  let tenancy: Tenancy;
  let platform: SignedIn;
  let tenants = 0;
  let admin: SignedIn;
  let context: RequestContext;

  const all = async () => (await call(tenancy, listAudit, admin, { limit: 200 })).items;
  const verify = () => call(tenancy, verifyAudit, admin, {});

  beforeAll(async () => {
    opened = await testDatabase({ migrations: tenancyMigrations, server: server() });
    tenancy = testTenancy({ database: opened.database });
    platform = await setUpFirstTenant(tenancy);
  });
  beforeEach(async () => {
    admin = await addTenant(tenancy, platform, `tenant-${tenants++}`);
    context = await contextOf(tenancy, admin);
  });
  afterAll(async () => {
    await tenancy.close();
    await opened.close();
  });

  it('says who did what, to what, when and from where', async () => {
    const { member } = await call(tenancy, inviteMember, admin, { email: 'b@acme.example', name: 'Bob' });
    const [newest] = await all();
    expect(newest).toMatchObject({
      actorKind: 'member',
      actorId: context.actor.id,
      actorName: 'Other Administrator',
      operation: 'members.invite',
      target: `member/${member.id}`,
      outcome: 'done',
      detail: { session: context.proof?.id },
      trace: expect.stringMatching(/^[0-9a-f]{32}$/),
      remoteAddress: '192.0.2.1',
    });
    expect(Math.abs(Date.parse(newest?.at ?? '') - Date.now())).toBeLessThan(10_000);
  });

  it('keeps refused sign-ins without what was typed', async () => {
    expect(
      await codeOf(call(tenancy, signIn, { tenantKey: context.tenant.key }, { email: 'typed.secret@acme.example', password: 'wrong' })),
    ).toBe('tenancy.sign-in-refused');
    const [newest] = await all();
    expect(newest).toMatchObject({ operation: 'session.signIn', outcome: 'refused', actorKind: 'anonymous' });
    expect(JSON.stringify(newest)).not.toContain('typed');
  });

  it('never holds a secret', async () => {
    const { token } = await call(tenancy, createToken, admin, { name: 'script', scopes: ['*'] });
    const { invitation } = await call(tenancy, inviteMember, admin, { email: 'b@acme.example', name: 'Bob' });
    const text = JSON.stringify(await all());
    for (const secret of [token, admin.sessionToken, invitation.path?.split('/').at(-1) ?? '', testPassword])
      expect(text).not.toContain(secret);
  });

  it('keeps nothing of a change that did not happen', async () => {
    const before = (await all()).length;
    await codeOf(call(tenancy, inviteMember, admin, { email: `admin@${context.tenant.key}.example`, name: 'Twice' }));
    expect(await all()).toHaveLength(before);
  });

  it('keeps every entry of many at once, in one chain', async () => {
    const before = (await verify()).entries;
    await Promise.all(
      Array.from({ length: 300 }, (_, n) => tenancy.audit.append(context, { operation: 'test.operation', target: `n/${n}` })),
    );
    const verified = await verify();
    expect(verified).toMatchObject({
      intact: true,
      entries: before + 300,
      firstBroken: null,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('comes in pages, filtered', async () => {
    for (let n = 0; n < 25; n++) await tenancy.audit.append(context, { operation: 'test.operation', target: `n/${n}` });
    const seen: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await call(tenancy, listAudit, admin, {
        limit: 10,
        operation: 'test.operation',
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...page.items.map((item) => item.target));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `n/${24 - n}`));
    expect((await call(tenancy, listAudit, admin, { until: '2000-01-01T00:00:00Z' })).items).toEqual([]);
    expect((await call(tenancy, listAudit, admin, { actorId: 'nobody' })).items).toEqual([]);
    expect(await codeOf(call(tenancy, listAudit, admin, { cursor: Buffer.from('1;drop').toString('base64url') }))).toBe(
      'tenancy.cursor-not-valid',
    );
    expect(await codeOf(call(tenancy, listAudit, admin, { since: 'yesterday' }))).toBe('plinth.invalid-input');
  });

  describe('the runtime', () => {
    it.each([
      'update plinth.audit set operation = $1',
      'delete from plinth.audit where operation <> $1',
      'update plinth.audit_head set position = length($1)',
      'delete from plinth.audit_head where digest <> $1::bytea',
      `insert into plinth.audit_head values (gen_random_uuid(), 1, $1::bytea)`,
    ])('may not: %s', async (text) => {
      await expect(opened.database.query(context, statement(text), ['x'])).rejects.toMatchObject({ code: '42501' });
    });

    it('cannot choose position, time or digest', async () => {
      const before = await verify();
      await opened.database.query(
        context,
        statement(`insert into plinth.audit (tenant_id, position, at, actor_kind, actor_id, actor_name, operation, outcome, trace, previous, digest)
          values ($1, 1, '2001-01-01', 'member', 'x', 'x', 'forged', 'done', 't', 'x', 'x')`),
        [context.tenant.id],
      );
      expect(await verify()).toMatchObject({ intact: true, entries: before.entries + 1 });
      expect((await all())[0]).toMatchObject({
        operation: 'forged',
        position: before.entries + 1,
        at: expect.not.stringContaining('2001'),
      });
    });

    it('cannot write into another tenant’s', async () => {
      const bank = await contextOf(tenancy, await addTenant(tenancy, platform, 'bank'));
      await expect(
        opened.database.query(
          context,
          statement(
            `insert into plinth.audit (tenant_id, actor_kind, actor_id, actor_name, operation, outcome, trace) values ($1, 'm', 'x', 'x', 'forged', 'done', 't')`,
          ),
          [bank.tenant.id],
        ),
      ).rejects.toMatchObject({ code: '42501' });
    });
  });

  describe('tampering by whoever owns the tables shows', () => {
    it.each([
      ['an entry changed', `update plinth.audit set actor_name = 'Somebody Else' where position = 3`, 3],
      ['a detail changed', `update plinth.audit set detail = detail || '{"a":1}' where position = 2`, 2],
      ['a time changed', `update plinth.audit set at = at - interval '1 microsecond' where position = 4`, 4],
      ['an entry removed', `delete from plinth.audit where position = 3`, 4],
      ['the first removed', `delete from plinth.audit where position = 1`, 2],
      ['the last removed', `delete from plinth.audit where position = 6`, 6],
      [
        'an entry changed and its digest with it',
        `update plinth.audit a set operation = 'x', digest = plinth.audit_digest(a) where position = 3`,
        3,
      ],
      [
        'two swapped',
        `update plinth.audit set position = case position when 3 then -4 else -3 end where position in (3, 4); update plinth.audit set position = -position where position < 0`,
        3,
      ],
    ])('%s', async (_, script, firstBroken) => {
      for (let { entries } = await verify(); entries < 6; entries++)
        await tenancy.audit.append(context, { operation: 'test.operation', detail: { n: 1 } });
      expect(await verify()).toMatchObject({ intact: true, entries: 6 });
      await opened.database.asOwner(context, (transaction) => transaction.script(script));
      expect(await verify()).toMatchObject({ intact: false, firstBroken });
    });
  });
});
