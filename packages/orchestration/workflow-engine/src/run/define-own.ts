import type { StoredValue } from '../state/stored-value.ts';

/** Sets a variable by its name: `__proto__` is one like any other. */
export function defineOwn(target: Record<string, StoredValue>, name: string, value: StoredValue): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
