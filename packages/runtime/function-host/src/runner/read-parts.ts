/**
 * Makes what reads a part of a value within its isolate. It becomes text, so it may use nothing but what is given to it here, and takes
 * that before the function's own code could change it. It calls no getter. What it gives is flat: how many parts there are, then of
 * each its name, whether it is a `value`, a `getter` or a `long` text, and the value.
 */
export function makePartReader(): (this: void, value: unknown, from: number, count: number, characters: number) => unknown[] {
  const { apply, ownKeys, getOwnPropertyDescriptor } = Reflect;
  const { isArray } = Array;
  const isView = ArrayBuffer.isView;
  const TextOf = String;
  const slice = String.prototype.slice;
  const lengthOf = getOwnPropertyDescriptor(Reflect.getPrototypeOf(Uint8Array.prototype) ?? {}, 'length')?.get;
  const read = (collection: object, size: unknown, entries: unknown, next: unknown) => ({ collection, size, entries, next });
  const mapOf = read(
    Map,
    getOwnPropertyDescriptor(Map.prototype, 'size')?.get,
    Map.prototype.entries,
    Reflect.getPrototypeOf(new Map().entries()),
  );
  const setOf = read(
    Set,
    getOwnPropertyDescriptor(Set.prototype, 'size')?.get,
    Set.prototype.entries,
    Reflect.getPrototypeOf(new Set().entries()),
  );
  type Call = (...values: unknown[]) => unknown;
  for (const each of [mapOf, setOf]) each.next = (each.next as { next: unknown }).next;

  return (value, from, count, characters) => {
    const found: unknown[] = [0];
    let at = 1;
    const add = (name: string, how: string, given: unknown) => {
      const isLong = typeof given === 'string' && given.length > characters;
      found[at] = name.length > characters ? (apply(slice, name, [0, characters]) as string) : name;
      found[at + 1] = isLong ? 'long' : how;
      found[at + 2] = isLong ? apply(slice, given, [0, characters]) : given;
      at += 3;
    };
    const addProperty = (key: string | symbol, shown: string) => {
      const property = getOwnPropertyDescriptor(value as object, key);
      if (property === undefined) return;
      if ('value' in property) add(shown, 'value', property.value);
      else add(shown, 'getter', undefined);
    };
    if (isArray(value) || isView(value)) {
      let length = 0;
      try {
        length = isArray(value) ? value.length : (apply(lengthOf as Call, value, []) as number);
      } catch {
        // A view of bytes that counts none.
      }
      found[0] = length;
      for (let index = from; index < length && index < from + count; index++) addProperty(TextOf(index), TextOf(index));
      return found;
    }
    for (const { size, entries, next } of [mapOf, setOf]) {
      let total: number;
      try {
        total = apply(size as Call, value, []) as number;
      } catch {
        continue;
      }
      found[0] = total;
      const iterator = apply(entries as Call, value, []);
      for (let index = 0; index < total && index < from + count; index++) {
        const step = apply(next as Call, iterator, []) as { readonly value: readonly [unknown, unknown] };
        if (index < from) continue;
        const [key, held] = step.value;
        if (typeof key === 'object' && key !== null && size === mapOf.size) add(TextOf(index), 'value', { key, value: held });
        else add(size === mapOf.size ? TextOf(key) : TextOf(index), 'value', held);
      }
      return found;
    }
    const keys = ownKeys(value as object);
    found[0] = keys.length;
    for (let index = from; index < keys.length && index < from + count; index++) {
      const key = keys[index] as string | symbol;
      addProperty(key, TextOf(key));
    }
    return found;
  };
}
