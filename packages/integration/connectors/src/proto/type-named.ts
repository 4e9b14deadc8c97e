import { wellKnown } from './well-known.ts';

/** The whole name of a type that is written in a scope, looked for in it and then in those around it; null where there is none. */
export function typeNamed(type: string, scope: string, declared: ReadonlyMap<string, unknown>): string | null {
  const isKnown = (name: string) => declared.has(name) || Object.hasOwn(wellKnown, name);
  if (type.startsWith('.')) return isKnown(type.slice(1)) ? type.slice(1) : null;
  const parts = scope === '' ? [] : scope.split('.');
  for (let length = parts.length; length >= 0; length--) {
    const name = [...parts.slice(0, length), type].join('.');
    if (isKnown(name)) return name;
  }
  return null;
}
