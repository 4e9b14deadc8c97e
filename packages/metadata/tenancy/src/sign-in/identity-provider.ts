import type { RequestContext } from '@plinth/foundation';

/** A member who has just proved who they are. */
export interface IdentifiedMember {
  readonly id: string;
  readonly name: string;
}

/** Port: a way to prove who one is. Passwords are the first; single sign-on comes as others. */
export interface IdentityProvider<Proof> {
  /** Names it in tables and in the audit. */
  readonly key: string;
  /** The active member of the context's tenant whom the proof identifies, or null; nothing about the answer tells whether such a member exists. */
  identify(context: RequestContext, proof: Proof): Promise<IdentifiedMember | null>;
}
