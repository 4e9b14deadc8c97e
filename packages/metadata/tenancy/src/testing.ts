import { createTenant, inviteMember, type OperationContract, SessionGranted, signIn, useLink } from '@plinth/api-contract';
import { foundationErrors, PlinthError, type RequestContext, type TenantRole, traceId } from '@plinth/foundation';
import type { Static } from 'typebox';
import { Check } from 'typebox/value';
import type { Presented } from './identity/identity.ts';
import { createTenancy, type Tenancy, type TenancyOptions } from './tenancy.ts';

/** Hashing that costs nothing, for tests that are not about its cost. */
const quickHashing = { memoryKibibytes: 64, passes: 1 };

/** A tenancy for tests over a database with its migrations. */
export function testTenancy(options: Omit<TenancyOptions, 'onAuditFailure'>): Tenancy {
  return createTenancy({ passwordHashing: quickHashing, onAuditFailure: throwLater, ...options });
}

/** Nobody awaits such an entry, so its failure fails the test run as an unhandled error. */
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

export const testPassword = 'correct horse battery';

/** What a test presents in place of a request. */
export function presentedBy(parts: Partial<Presented> = {}): Presented {
  return {
    tenantKey: null,
    environmentKey: null,
    sessionToken: null,
    apiToken: null,
    trace: traceId(),
    locale: 'en',
    remoteAddress: '192.0.2.1',
    signal: new AbortController().signal,
    ...parts,
  };
}

/** Calls an operation as a gateway would: authenticate, authorise, check the input, handle. A granted session comes back as it is. */
export async function call<Contract extends OperationContract>(
  tenancy: Tenancy,
  contract: Contract,
  presented: Partial<Presented>,
  input: Static<Contract['input']>,
): Promise<Static<Contract['output']>> {
  const operation = tenancy.operations.find((one) => one.contract.id === contract.id);
  if (operation === undefined) throw new Error(`No handler for ${contract.id}.`);
  const context = await tenancy.identity.authenticate(presentedBy(presented));
  tenancy.identity.authorize(context, contract);
  if (!Check(contract.input, input)) throw foundationErrors.invalidInput();
  return (await operation.handle(context, input as never, { application: '' })) as Static<Contract['output']>;
}

/** Somebody signed in, as tests hand it to {@link call} and to the identity. */
export interface SignedIn {
  readonly tenantKey: string;
  readonly sessionToken: string;
}

/** Makes the first tenant of an empty platform; its administrator is `admin@<key>.example` with {@link testPassword}. */
export async function setUpFirstTenant(tenancy: Tenancy, key = 'acme'): Promise<SignedIn> {
  await tenancy.setUp.completeUnattended({
    tenantKey: key,
    tenantName: key,
    name: 'First Administrator',
    email: `admin@${key}.example`,
    password: testPassword,
  });
  return signInAs(tenancy, key, `admin@${key}.example`);
}

/** Signs in with {@link testPassword}. */
export async function signInAs(tenancy: Tenancy, tenantKey: string, email: string, password = testPassword): Promise<SignedIn> {
  const granted: unknown = await call(tenancy, signIn, { tenantKey }, { email, password });
  if (!(granted instanceof SessionGranted)) throw new Error('Nobody was signed in.');
  return { tenantKey, sessionToken: granted.token };
}

/** The context of somebody signed in. */
export async function contextOf(tenancy: Tenancy, signedIn: SignedIn, environmentKey: string | null = null): Promise<RequestContext> {
  return tenancy.identity.authenticate(presentedBy({ ...signedIn, environmentKey }));
}

/** Invites somebody and lets them accept; they have {@link testPassword}. */
export async function addMember(
  tenancy: Tenancy,
  administrator: SignedIn,
  email: string,
  tenantRoles: TenantRole[] = [],
): Promise<SignedIn & { readonly id: string }> {
  const { member, invitation } = await call(tenancy, inviteMember, administrator, { email, name: 'Somebody New', tenantRoles });
  return { ...(await acceptLink(tenancy, administrator.tenantKey, invitation.path ?? '')), id: member.id };
}

/** Makes another tenant; its administrator is `admin@<key>.example` with {@link testPassword}. */
export async function addTenant(tenancy: Tenancy, platformAdministrator: SignedIn, key: string): Promise<SignedIn> {
  const administrator = { administratorEmail: `admin@${key}.example`, administratorName: 'Other Administrator' };
  const { invitation } = await call(tenancy, createTenant, platformAdministrator, { key, name: key, ...administrator });
  return acceptLink(tenancy, key, invitation.path ?? '');
}

/** Uses a one-time link up, setting {@link testPassword}. */
export async function acceptLink(tenancy: Tenancy, tenantKey: string, path: string): Promise<SignedIn> {
  const token = path.slice(path.lastIndexOf('/') + 1);
  const granted: unknown = await call(tenancy, useLink, { tenantKey }, { token, password: testPassword });
  if (!(granted instanceof SessionGranted)) throw new Error('Nobody was signed in.');
  return { tenantKey, sessionToken: granted.token };
}

/** The code of the error that a call ends with, or `ok`. */
export async function codeOf(calling: Promise<unknown>): Promise<string> {
  try {
    await calling;
    return 'ok';
  } catch (error) {
    return error instanceof PlinthError ? error.code : String(error);
  }
}
