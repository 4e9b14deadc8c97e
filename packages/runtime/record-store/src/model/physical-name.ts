/** Longest name given to a table or column; what is added for history tables and constraints still fits PostgreSQL's 63 bytes. */
const longest = 44;

/** A key in snake case of ASCII letters, digits and underscores, whatever the key holds. */
function snakeCase(key: string): string {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  // A leading underscore is kept for the tables of the platform, a leading digit reads badly.
  return /^[a-z]/.test(words) ? words : `x_${words}`;
}

/** A name for something with these keys that is not taken yet; the new name is added to the taken ones. */
export function choosePhysicalName(keys: readonly string[], taken: Set<string>): string {
  const wanted = keys.map(snakeCase).join('_').slice(0, longest).replace(/_+$/, '');
  let name = wanted;
  for (let number = 2; taken.has(name); number++) {
    const suffix = `_${number}`;
    name = `${wanted.slice(0, longest - suffix.length)}${suffix}`;
  }
  taken.add(name);
  return name;
}
