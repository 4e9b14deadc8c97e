import type { RequestContext } from '@plinth/foundation';

/** Who acts, as `user` in expressions. */
export interface UserValues {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  /** What the application's own record of the person says, by field key; null or absent where there is none. */
  readonly attributes?: Readonly<Record<string, unknown>> | null;
}

/** The actor with the roles held in an application. */
export function userValues(context: RequestContext, roles: readonly string[]): UserValues {
  const { id, name, email, groups } = context.actor;
  return { id, name, email, roles, groups, attributes: null };
}

const own = ['id', 'name', 'email', 'roles', 'groups'] as const;

/** Whether everybody has a value of that name, so that no field can give it. */
export function isUserValue(name: string): boolean {
  return (own as readonly string[]).includes(name);
}

/** `user` as expressions read it: what everybody has, beside what the application keeps about the person. */
export function userContext(user: UserValues): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = { ...user.attributes };
  for (const name of own) values[name] = user[name];
  return values;
}
