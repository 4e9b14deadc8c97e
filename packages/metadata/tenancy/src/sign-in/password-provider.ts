import { type Database, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { emailKey } from '../email-key.ts';
import type { PasswordHasher } from '../passwords/password-hasher.ts';
import type { IdentifiedMember, IdentityProvider } from './identity-provider.ts';

export interface PasswordProof {
  readonly email: string;
  readonly password: string;
}

const passwordProviderKey = 'password';

const findCredential = statement(`
select m.id, m.name, case when m.status = 'active' then c.secret end as secret
from plinth.member m left join plinth.credential c on c.tenant_id = m.tenant_id and c.member_id = m.id and c.provider = 'password'
where m.tenant_id = $1 and m.email_key = $2`);

export const writePassword = statement(`
insert into plinth.credential (tenant_id, member_id, provider, secret, changed_at) values ($1, $2, 'password', $3, $4::timestamptz)
on conflict (tenant_id, member_id, provider) do update set secret = excluded.secret, changed_at = excluded.changed_at`);

/** Identifies members by e-mail and password. */
export class PasswordProvider implements IdentityProvider<PasswordProof> {
  readonly key = passwordProviderKey;
  readonly #database: Database;
  readonly #hasher: PasswordHasher;

  constructor(database: Database, hasher: PasswordHasher) {
    this.#database = database;
    this.#hasher = hasher;
  }

  async identify(context: RequestContext, proof: PasswordProof): Promise<IdentifiedMember | null> {
    const { rows } = await this.#database.query<{ id: string; name: string; secret: string | null }>(context, findCredential, [
      context.tenant.id,
      emailKey(proof.email),
    ]);
    const [found] = rows;
    const fits = await this.#hasher.matches(proof.password, found?.secret ?? null);
    return fits && found !== undefined ? { id: found.id, name: found.name } : null;
  }
}
