import type { RequestContext } from '@plinth/foundation';

/** Who acts, as `user` in expressions. */
export interface UserValues {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

/** The actor with the roles held in an application. */
export function userValues(context: RequestContext, roles: readonly string[]): UserValues {
  const { id, name, email, groups } = context.actor;
  return { id, name, email, roles, groups };
}
