/** Which values of `user` are never null: a person always has an e-mail address, a visitor never. */
export function neverNull(identified: boolean): (path: readonly string[]) => boolean {
  return ([first, name = '']) => first === 'user' && (name === 'email' ? identified : always.has(name));
}

const always = new Set(['id', 'name', 'roles', 'groups']);
