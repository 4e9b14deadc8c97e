import {
  addGroupMember,
  createGroup,
  deleteGroup,
  listGroupMembers,
  listGroups,
  removeGroupMember,
  updateGroup,
} from '@plinth/api-contract';
import { describeDatabases, type TestDatabase, testDatabase } from '@plinth/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tenancyMigrations } from '../migrations/index.ts';
import type { Tenancy } from '../tenancy.ts';
import { addMember, call, codeOf, type SignedIn, setUpFirstTenant, testTenancy } from '../testing.ts';

describeDatabases((server) => {
  let opened: TestDatabase;
  let tenancy: Tenancy;
  let admin: SignedIn;

  beforeAll(async () => {
    opened = await testDatabase({ migrations: tenancyMigrations, server: server() });
    tenancy = testTenancy({ database: opened.database });
    admin = await setUpFirstTenant(tenancy);
  });
  afterAll(async () => {
    await tenancy.close();
    await opened.close();
  });

  it('lives: created, renamed, filled, emptied, deleted', async () => {
    const anna = await addMember(tenancy, admin, 'anna@acme.example');
    expect(await call(tenancy, createGroup, admin, { key: 'loan-desk', name: 'Loans' })).toEqual({
      key: 'loan-desk',
      name: 'Loans',
      members: 0,
    });
    expect(await call(tenancy, updateGroup, admin, { group: 'loan-desk', name: 'Loan desk' })).toMatchObject({ name: 'Loan desk' });
    for (let twice = 0; twice < 2; twice++) await call(tenancy, addGroupMember, admin, { group: 'loan-desk', member: anna.id });
    expect(await call(tenancy, listGroupMembers, admin, { group: 'loan-desk' })).toEqual({
      items: [{ id: anna.id, name: 'Somebody New', email: 'anna@acme.example' }],
      next: null,
    });
    expect((await call(tenancy, listGroups, admin, {})).items).toEqual([{ key: 'loan-desk', name: 'Loan desk', members: 1 }]);
    await call(tenancy, removeGroupMember, admin, { group: 'loan-desk', member: anna.id });
    expect((await call(tenancy, listGroupMembers, admin, { group: 'loan-desk' })).items).toEqual([]);
    await call(tenancy, deleteGroup, admin, { group: 'loan-desk' });
    expect((await call(tenancy, listGroups, admin, {})).items).toEqual([]);
  });

  it('is known to makers, who name it, and to nobody else; who is in it is told to administrators alone', async () => {
    const [maker, member] = [
      await addMember(tenancy, admin, 'maker@acme.example', ['maker']),
      await addMember(tenancy, admin, 'member@acme.example'),
    ];
    await call(tenancy, createGroup, admin, { key: 'audit', name: 'Audit' });
    expect((await call(tenancy, listGroups, maker, {})).items).toEqual([{ key: 'audit', name: 'Audit', members: 0 }]);
    expect(await codeOf(call(tenancy, listGroups, member, {}))).toBe('tenancy.forbidden');
    expect(await codeOf(call(tenancy, listGroupMembers, maker, { group: 'audit' }))).toBe('tenancy.forbidden');
    expect(await codeOf(call(tenancy, createGroup, maker, { key: 'more', name: 'More' }))).toBe('tenancy.forbidden');
    await call(tenancy, deleteGroup, admin, { group: 'audit' });
  });

  it('has a key nobody else has', async () => {
    const create = () => codeOf(call(tenancy, createGroup, admin, { key: 'same', name: 'Same' }));
    expect((await Promise.all([create(), create(), create()])).sort()).toEqual([
      'ok',
      'tenancy.group-key-taken',
      'tenancy.group-key-taken',
    ]);
  });

  it('is not found where there is none', async () => {
    const anna = await addMember(tenancy, admin, 'other@acme.example');
    const group = 'nowhere';
    expect(await codeOf(call(tenancy, updateGroup, admin, { group, name: 'x' }))).toBe('tenancy.not-found');
    expect(await codeOf(call(tenancy, deleteGroup, admin, { group }))).toBe('tenancy.not-found');
    expect(await codeOf(call(tenancy, listGroupMembers, admin, { group }))).toBe('tenancy.not-found');
    expect(await codeOf(call(tenancy, addGroupMember, admin, { group, member: anna.id }))).toBe('tenancy.not-found');
  });
});
