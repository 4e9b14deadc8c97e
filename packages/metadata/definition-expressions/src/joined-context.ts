import { type ContextType, contextType, type FeelType } from '@plinth/expression';

/** One scope of several: the names of later ones hide those of earlier ones. Types may reach themselves, so entries are not read. */
export function joinedContext(...parts: readonly (ContextType | null)[]): ContextType {
  const present = parts.filter((part) => part !== null);
  const entries: Record<string, FeelType> = {};
  for (const part of present) Object.defineProperties(entries, Object.getOwnPropertyDescriptors(part.entries));
  return contextType(entries, {
    open: present.some(({ open }) => open),
    meaningOf: (name) => present.findLast((part) => Object.hasOwn(part.entries, name))?.meaningOf?.(name),
  });
}
