import { anonymousActor } from '@plinth/foundation';
import { testClock } from '@plinth/foundation/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { digestOfToken, newToken } from '../secret-token.ts';
import { Identity, type Presented } from './identity.ts';
import type { IdentitySource, KnownProof, KnownTenant } from './identity-source.ts';

const acme: KnownTenant = {
  reference: { id: 'id-acme', key: 'acme' },
  name: 'Acme',
  environments: new Map([['production', { id: 'env-acme', key: 'production', name: 'Production' }]]),
};
const bank: KnownTenant = { reference: { id: 'id-bank', key: 'bank' }, name: 'Bank', environments: new Map() };
const clock = testClock();
const sessionToken = newToken('session', 'acme');
const apiToken = newToken('token', 'acme');

let proofs: Map<string, KnownProof>;
let questions: number;
let identity: Identity;

function proven(kind: 'session' | 'token'): KnownProof {
  return { proof: { kind, id: `${kind}-1` }, actor: { ...anonymousActor, kind: 'member', id: 'anna' }, expiresAt: clock.now() + 3_000 };
}

beforeEach(() => {
  proofs = new Map([
    [`session${digestOfToken(sessionToken).toString('hex')}`, proven('session')],
    [`token${digestOfToken(apiToken).toString('hex')}`, proven('token')],
  ]);
  questions = 0;
  const source: IdentitySource = {
    tenant: async (key) => [acme, bank].find((tenant) => tenant.reference.key === key) ?? null,
    proof: async (tenant, kind, digest) => {
      questions++;
      return tenant === acme ? (proofs.get(kind + digest.toString('hex')) ?? null) : null;
    },
  };
  identity = new Identity({ source, clock });
});

function presented(parts: Partial<Presented> = {}): Presented {
  return {
    tenantKey: 'acme',
    environmentKey: null,
    sessionToken: null,
    apiToken: null,
    trace: 't',
    locale: 'en',
    signal: new AbortController().signal,
    ...parts,
  };
}

async function codeOf(parts: Partial<Presented>): Promise<string> {
  try {
    await identity.authenticate(presented(parts));
    return 'ok';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('Identity', () => {
  it('makes a context of a session, at once when it is cached', async () => {
    const context = await identity.authenticate(presented({ sessionToken, environmentKey: 'production', remoteAddress: '192.0.2.1' }));
    expect(context).toMatchObject({
      tenant: acme.reference,
      environment: { key: 'production' },
      actor: { id: 'anna' },
      proof: { kind: 'session', id: 'session-1' },
      remoteAddress: '192.0.2.1',
    });
    expect(identity.authenticate(presented({ sessionToken }))).not.toBeInstanceOf(Promise);
    expect(questions).toBe(1);
  });

  it('takes the tenant from an API token where the address names none', async () => {
    expect(await identity.authenticate(presented({ tenantKey: null, apiToken }))).toMatchObject({
      tenant: acme.reference,
      actor: { id: 'anna' },
    });
    expect(await identity.authenticate(presented({ tenantKey: null }))).toMatchObject({
      tenant: { key: 'platform' },
      actor: { kind: 'anonymous' },
    });
  });

  it('answers unknown tenants, unknown environments and tokens of others alike', async () => {
    const refusals = [
      { tenantKey: 'nobody' },
      { tenantKey: 'Not-A-Key' },
      { tenantKey: 'platform' },
      { tenantKey: `a${'b'.repeat(5000)}` },
      { environmentKey: 'nowhere' },
      { environmentKey: '__proto__' },
      { tenantKey: 'bank', environmentKey: 'production', sessionToken },
      { tenantKey: 'bank', apiToken },
      { tenantKey: 'bank', sessionToken },
      { tenantKey: 'nobody', apiToken: newToken('token', 'nobody') },
    ];
    const problems = await Promise.all(
      refusals.map((parts) =>
        Promise.resolve()
          .then(() => identity.authenticate(presented(parts)))
          .then(
            () => null,
            (error: Error) => error,
          ),
      ),
    );
    for (const problem of problems)
      expect(problem).toMatchObject({ code: 'tenancy.not-found', message: problems[0]?.message, details: {} });
  });

  it('does not look in one tenant for what names another', async () => {
    await codeOf({ tenantKey: 'bank', sessionToken });
    expect(questions).toBe(0);
  });

  it('leaves a visitor of a session that is unknown, malformed or of the wrong kind, and refuses such API tokens', async () => {
    for (const token of [newToken('session', 'acme'), 'rubbish', apiToken, '', 'x'.repeat(100_000)]) {
      expect(await identity.authenticate(presented({ sessionToken: token }))).toMatchObject({ actor: { kind: 'anonymous' } });
    }
    for (const token of [newToken('token', 'acme'), 'rubbish', sessionToken, '', 'x'.repeat(100_000)]) {
      expect(await codeOf({ apiToken: token })).toBe('tenancy.token-not-valid');
    }
  });

  it('lets a proof end though it is cached', async () => {
    await identity.authenticate(presented({ apiToken }));
    clock.advance(3_000);
    expect(await codeOf({ apiToken })).toBe('tenancy.token-not-valid');
  });

  it('forgets a member or a tenant on a change', async () => {
    await identity.authenticate(presented({ sessionToken }));
    identity.apply({ tenantId: 'id-acme', memberId: 'somebody else' });
    expect(identity.authenticate(presented({ sessionToken }))).not.toBeInstanceOf(Promise);
    proofs.clear();
    identity.apply({ tenantId: 'id-acme', memberId: 'anna' });
    expect(await identity.authenticate(presented({ sessionToken }))).toMatchObject({ actor: { kind: 'anonymous' } });
    identity.apply({ tenantId: 'id-acme', memberId: null });
    expect(identity.authenticate(presented())).toBeInstanceOf(Promise);
  });
});

describe('environments of drafts with sample data', () => {
  const key = `sample-${'0a'.repeat(16)}`;
  const asked: string[] = [];
  const inSamples = (environmentKey: string, tenantKey = 'acme') => {
    const samples = async ({ id }: { readonly id: string }, named: string) => {
      asked.push(named);
      return id === 'id-acme' && named === key ? { id: 'sample', key } : null;
    };
    const tenant = async (named: string) => [acme, bank].find(({ reference }) => reference.key === named) ?? null;
    return new Identity({ source: { tenant, proof: async () => null }, clock, samples }).authenticate(
      presented({ tenantKey, environmentKey }),
    );
  };

  it('are found in their tenant alone, and told apart from those with real records', async () => {
    expect((await inSamples(key)).environment).toEqual({ id: 'sample', key, isSample: true });
    expect((await inSamples('production')).environment).not.toHaveProperty('isSample');
    await expect(inSamples(key, 'bank')).rejects.toMatchObject({ code: 'tenancy.not-found' });
  });

  it('are asked for by nothing but a key of their form', async () => {
    asked.length = 0;
    for (const odd of ['sample-', 'nothing', `${key}0`, `x${key}`, "sample-' or 1=1 --"])
      await expect((async () => inSamples(odd))()).rejects.toMatchObject({ code: 'tenancy.not-found' });
    expect(asked).toEqual([]);
  });
});
