import { isUserValue } from './user-values.ts';

/**
 * Which values of `user` are never null in a condition of a rule: a person always has an e-mail address, a visitor never; what
 * the application keeps about people is known wherever the condition counts.
 */
export function neverNull(identified: boolean): (path: readonly string[]) => boolean {
  return ([first, name]) =>
    first === 'user' && name !== undefined && (name === 'email' ? identified : always.has(name) || !isUserValue(name));
}

const always = new Set(['id', 'name', 'roles', 'groups']);
