import { signIn } from '@plinth/api-contract';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tenancyMigrations } from '../migrations/index.ts';
import { createTenancy, type Tenancy } from '../tenancy.ts';
import { addMember, call, codeOf, setUpFirstTenant } from '../testing.ts';

describeDatabases((server) => {
  let opened: TestDatabase;
  let tenancy: Tenancy;

  beforeAll(async () => {
    opened = await testDatabase({ migrations: tenancyMigrations, server: server() });
    const { database } = opened;
    tenancy = createTenancy({ database, onAuditFailure: console.error });
    const admin = await setUpFirstTenant(tenancy);
    for (let n = 0; n < 8; n++) await addMember(tenancy, admin, `known.${n}@acme.example`);
  });
  afterAll(async () => {
    await tenancy.close();
    await opened.close();
  });

  /** Processor time of one refused sign-in: how busy the machine is otherwise has no part in it. */
  async function work(email: string): Promise<number> {
    const before = process.cpuUsage();
    expect(await codeOf(call(tenancy, signIn, { tenantKey: 'acme' }, { email, password: 'wrong password' }))).toBe(
      'tenancy.sign-in-refused',
    );
    const { user, system } = process.cpuUsage(before);
    return user + system;
  }

  it('does not tell a known e-mail from an unknown one', async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    await work('warm.up@acme.example');
    for (let n = 0; n < 8; n++) {
      known.push(await work(`known.${n}@acme.example`));
      unknown.push(await work(`unknown.${n}@acme.example`));
    }
    const ratio = median(unknown) / median(known);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
