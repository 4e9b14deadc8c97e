import { DOMException } from './dom-exception.ts';

const errors: Readonly<Record<string, ErrorConstructor>> = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

const getterOf = (of: object, name: string) => Object.getOwnPropertyDescriptor(of, name)?.get ?? (() => undefined);
/** Throws where a value is not of its kind, whatever it says of itself. */
const brands = {
  date: Date.prototype.getTime,
  pattern: getterOf(RegExp.prototype, 'source'),
  map: getterOf(Map.prototype, 'size'),
  set: getterOf(Set.prototype, 'size'),
  buffer: getterOf(ArrayBuffer.prototype, 'byteLength'),
  weakMap: (value: unknown) => WeakMap.prototype.has.call(value, {}),
  weakSet: (value: unknown) => WeakSet.prototype.has.call(value, {}),
  weakRef: WeakRef.prototype.deref,
} as const;

function is(value: object, brand: keyof typeof brands): boolean {
  try {
    const check = brands[brand];
    if (brand.startsWith('weak') && brand !== 'weakRef') (check as (of: unknown) => unknown)(value);
    else Reflect.apply(check as () => unknown, value, []);
    return true;
  } catch {
    return false;
  }
}

/** A deep copy that keeps what goes round (HTML Standard, section 2.7). Throws `DataCloneError` for functions, symbols and what is weak. */
export function structuredClone<Value>(value: Value, { transfer = [] }: { transfer?: Iterable<ArrayBuffer> } = {}): Value {
  const known = new Map<object, unknown>();
  const moved = [...transfer];
  if (new Set(moved).size < moved.length || moved.some((each) => !is(each, 'buffer') || each.detached))
    throw refused('What is transferred');
  const copy = clone(value, known) as Value;
  // Only now: what cannot be cloned leaves everything as it was.
  for (const buffer of moved) buffer.transfer();
  return copy;
}

function clone(value: unknown, known: Map<object, unknown>): unknown {
  if (typeof value === 'symbol' || typeof value === 'function') throw refused(String(value).slice(0, 100));
  if (typeof value !== 'object' || value === null) return value;
  const seen = known.get(value);
  if (seen !== undefined) return seen;
  const keep = <Kept>(made: Kept): Kept => {
    known.set(value, made);
    return made;
  };
  if (value instanceof Boolean || value instanceof Number || value instanceof String || value instanceof BigInt)
    return keep(Object(value.valueOf()));
  if (is(value, 'date')) return keep(new Date(brands.date.call(value as Date)));
  if (value !== RegExp.prototype && is(value, 'pattern')) return keep(new RegExp((value as RegExp).source, (value as RegExp).flags));
  if (is(value, 'buffer')) return keep(cloneBuffer(value as ArrayBuffer));
  if (ArrayBuffer.isView(value)) return keep(cloneView(value, known));
  if (is(value, 'map')) {
    const entries = [...(value as Map<unknown, unknown>)];
    const made = keep(new Map());
    for (const [key, entry] of entries) made.set(clone(key, known), clone(entry, known));
    return made;
  }
  if (is(value, 'set')) {
    const entries = [...(value as Set<unknown>)];
    const made = keep(new Set());
    for (const entry of entries) made.add(clone(entry, known));
    return made;
  }
  if (value instanceof Error) return cloneError(value, known, keep);
  if (value instanceof Promise || is(value, 'weakMap') || is(value, 'weakSet') || is(value, 'weakRef'))
    throw refused(Object.prototype.toString.call(value));
  const made = keep(Array.isArray(value) ? new Array(value.length) : {});
  for (const key of Object.keys(value))
    Object.defineProperty(made, key, {
      ...{ value: clone((value as Record<string, unknown>)[key], known), writable: true, enumerable: true, configurable: true },
    });
  return made;
}

function cloneBuffer(buffer: ArrayBuffer): ArrayBuffer {
  if (buffer.detached) throw refused('A buffer that was transferred');
  if (!buffer.resizable) return buffer.slice(0);
  const made = new ArrayBuffer(buffer.byteLength, { maxByteLength: buffer.maxByteLength });
  new Uint8Array(made).set(new Uint8Array(buffer));
  return made;
}

function cloneView(view: ArrayBufferView, known: Map<object, unknown>): unknown {
  const buffer = clone(view.buffer, known) as ArrayBuffer;
  if (view instanceof DataView) return new DataView(buffer, view.byteOffset, view.byteLength);
  const Kind = view.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => unknown;
  return new Kind(buffer, view.byteOffset, (view as Uint8Array).length);
}

function cloneError(error: Error, known: Map<object, unknown>, keep: <Kept>(made: Kept) => Kept): Error {
  const Kind = (Object.hasOwn(errors, error.name) ? errors[error.name] : undefined) ?? Error;
  const made = keep(new Kind(String(error.message)));
  Object.defineProperty(made, 'stack', { value: String(error.stack), writable: true, configurable: true });
  if (Object.hasOwn(error, 'cause'))
    Object.defineProperty(made, 'cause', { value: clone(error.cause, known), writable: true, configurable: true });
  return made;
}

function refused(what: string): DOMException {
  return new DOMException(`${what} cannot be cloned.`, 'DataCloneError');
}
