import type { Actor, RequestContext } from '@plinth/foundation';

/** Port: the members of the context's tenant. */
export interface TaskMembers {
  /** An active member by id or e-mail address; null where there is none. */
  find(context: RequestContext, member: string): Promise<Actor | null>;
  /** What members are called, by id, deactivated ones too. */
  names(context: RequestContext, members: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Ids of the active members who hold roles of the application here, are in groups, or are meant themselves; at most so many. */
  holders(context: RequestContext, application: string, wanted: WantedHolders, most: number): Promise<readonly string[]>;
}

/** Whom tasks mean. Members by id or e-mail address. */
export interface WantedHolders {
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly members: readonly string[];
}

/** Gives members by their ids, with what they are called; who is gone is called by the id. */
export async function peopleOf(context: RequestContext, members: TaskMembers, ids: readonly (string | null)[]) {
  const names = await members.names(context, [...new Set(ids.filter((id) => id !== null))]);
  const person = (id: string) => ({ id, name: names.get(id) ?? (id === 'system' ? 'Plinth' : id) });
  return { person, perhaps: (id: string | null) => (id === null ? null : person(id)) };
}
