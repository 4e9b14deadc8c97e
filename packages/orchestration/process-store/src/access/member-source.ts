import type { Actor, RequestContext } from '@plinth/foundation';

/** Port: the members of the context's tenant. */
export interface MemberSource {
  /** An active member by id or e-mail address; null where there is none. */
  find(context: RequestContext, member: string): Promise<Actor | null>;
  /** What members are called, by id, deactivated ones too. */
  names(context: RequestContext, members: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Gives what those are called who did something; who is no member any more is called by the id. */
export async function nameDoers(context: RequestContext, members: MemberSource, ids: readonly string[]): Promise<(id: string) => string> {
  const names = await members.names(context, [...new Set(ids)]);
  return (id) => names.get(id) ?? (id === 'system' ? 'Plinth' : id);
}
