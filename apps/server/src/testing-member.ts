import { type Client, createClient, createToken, inviteMember, useLink } from '@plinth/api-contract';
import type { TenantRole } from '@plinth/foundation';
import type { TestPlatform } from './testing.ts';

/** Somebody of the tenant `main` beside its administrator. */
export interface TestMember {
  readonly id: string;
  /** Calls with a token of these scopes. */
  withToken(...scopes: string[]): Promise<Client>;
  /** A token of these scopes. */
  token(...scopes: string[]): Promise<string>;
}

/** Invites somebody, who accepts. */
export async function newMember(
  { client, visitor, address }: TestPlatform,
  name: string,
  tenantRoles: TenantRole[] = ['member'],
): Promise<TestMember> {
  const tenant = { tenant: 'main' };
  const { member, invitation } = await client.call(inviteMember, tenant, { email: `${name}@plinth.example`, name, tenantRoles });
  const token = /pli_[\w-]+/.exec(invitation.path ?? '')?.[0] ?? '';
  const signedIn = await visitor.fetch(useLink, tenant, { token, password: 'a long enough password' });
  const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const session = createClient({ address, fetch, headers: { 'x-plinth-csrf': '1', cookie } });
  const tokenOf = async (...scopes: string[]) => (await session.call(createToken, tenant, { name: scopes.join(' '), scopes })).token;
  return {
    id: member.id,
    token: tokenOf,
    async withToken(...scopes) {
      return createClient({ address, fetch, headers: { authorization: `Bearer ${await tokenOf(...scopes)}` } });
    },
  };
}
