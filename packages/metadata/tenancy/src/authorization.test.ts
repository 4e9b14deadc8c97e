import type { OperationPermission } from '@plinth/api-contract';
import { type Actor, anonymousActor, systemActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { describe, expect, it } from 'vitest';
import { allows, authorize } from './authorization.ts';

const member: Actor = { ...anonymousActor, kind: 'member', id: 'm', tenantRoles: ['member'] };
const maker: Actor = { ...member, tenantRoles: ['member', 'maker'] };
const administrator: Actor = { ...member, tenantRoles: ['administrator'] };
const platform: Actor = { ...administrator, platformAdministrator: true };

function attempt(actor: Actor, permission: OperationPermission): string {
  try {
    authorize(testContext({ actor }), { permission, scope: 'x:read' });
    return 'ok';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('authorize', () => {
  const signIn = 'tenancy.not-signed-in';
  const no = 'tenancy.forbidden';
  it.each<[OperationPermission, string[]]>([
    ['anyone', ['ok', 'ok', 'ok', 'ok', 'ok', 'ok']],
    ['application', ['ok', 'ok', 'ok', 'ok', 'ok', 'ok']],
    ['member', [signIn, 'ok', 'ok', 'ok', 'ok', 'ok']],
    ['maker', [signIn, no, 'ok', 'ok', 'ok', 'ok']],
    ['administrator', [signIn, no, no, 'ok', 'ok', 'ok']],
    ['platform', [signIn, no, no, no, 'ok', no]],
  ])('%s', (permission, expected) => {
    expect([anonymousActor, member, maker, administrator, platform, systemActor].map((actor) => attempt(actor, permission))).toEqual(
      expected,
    );
  });

  it('narrows what a token may do, never widens it', () => {
    expect(attempt({ ...administrator, scopes: ['records:read'] }, 'administrator')).toBe('tenancy.scope-missing');
    expect(attempt({ ...member, scopes: ['*'] }, 'administrator')).toBe(no);
    expect(attempt({ ...member, scopes: ['records:read'] }, 'anyone')).toBe('tenancy.scope-missing');
  });
});

describe('where a draft is shown with sample data', () => {
  const environment = { id: 'sample', key: 'sample-1', isSample: true } as const;
  const attemptThere = (actor: Actor, contract: { readonly permission: OperationPermission; readonly samples?: true }) => {
    try {
      authorize(testContext({ actor, environment }), { scope: 'x:read', ...contract });
      return 'ok';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('members do what is for it, and nobody anything else', () => {
    expect(attemptThere(member, { permission: 'application', samples: true })).toBe('ok');
    for (const actor of [member, administrator, platform])
      expect(attemptThere(actor, { permission: 'application' })).toBe('tenancy.not-in-samples');
    expect(attemptThere(anonymousActor, { permission: 'anyone', samples: true })).toBe('tenancy.not-signed-in');
    expect(attemptThere({ ...member, scopes: [] }, { permission: 'application', samples: true })).toBe('tenancy.scope-missing');
  });
});

describe('allows', () => {
  it.each<[string[] | null, string, boolean]>([
    [null, 'records:write', true],
    [[], 'records:read', false],
    [['records:read'], 'records:read', true],
    [['records:read'], 'records:write', false],
    [['records:*'], 'records:write', true],
    [['record:*'], 'records:write', false],
    [['*'], 'records:write', true],
    [[':*'], 'records:write', false],
  ])('%j for %s: %s', (scopes, scope, expected) => {
    expect(allows(scopes, scope)).toBe(expected);
  });
});
