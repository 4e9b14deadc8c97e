import type { Actor, RequestContext } from '@plinth/foundation';

/** Port: the members of the context's tenant. */
export interface MemberSource {
  /** An active member by id or e-mail address; null where there is none. */
  find(context: RequestContext, member: string): Promise<Actor | null>;
}
