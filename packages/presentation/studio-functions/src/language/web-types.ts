/** What TypeScript is to know of the interfaces of the web that a function has, for none of its own files knows of these alone. */
export const webTypes = `interface UrlParts { href: string; protocol: string; username: string; password: string; host: string; hostname: string; port: string; pathname: string; search: string; hash: string }
interface URL extends UrlParts { readonly origin: string; readonly searchParams: URLSearchParams; toString(): string; toJSON(): string }
declare const URL: { new (address: string | URL, base?: string | URL): URL; canParse(address: string | URL, base?: string | URL): boolean; parse(address: string | URL, base?: string | URL): URL | null };
declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(given?: string | Readonly<Record<string, string>> | Iterable<readonly string[]>);
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(callback: (value: string, name: string, all: URLSearchParams) => void): void;
  entries(): Generator<[string, string]>;
  keys(): Generator<string>;
  values(): Generator<string>;
  [Symbol.iterator](): Generator<[string, string]>;
}
declare class TextEncoder { readonly encoding: 'utf-8'; encode(text?: string): Uint8Array<ArrayBuffer>; encodeInto(text: string, target: Uint8Array): { readonly read: number; readonly written: number } }
declare class TextDecoder { constructor(encoding?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean }); readonly encoding: string; decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { readonly stream?: boolean }): string }
declare class DOMException extends Error { constructor(message?: string, name?: string); readonly code: number }
declare class Event { constructor(type: string, options?: { readonly cancelable?: boolean }); readonly type: string; readonly target: EventTarget | null; readonly defaultPrevented: boolean; preventDefault(): void; stopImmediatePropagation(): void }
type PlinthListener = ((event: Event) => void) | { handleEvent(event: Event): void };
declare class EventTarget { addEventListener(type: string, listener: PlinthListener, options?: boolean | { readonly once?: boolean; readonly signal?: AbortSignal }): void; removeEventListener(type: string, listener: PlinthListener): void; dispatchEvent(event: Event): boolean }
interface AbortSignal extends EventTarget { readonly aborted: boolean; readonly reason: any; onabort: ((event: Event) => void) | null; throwIfAborted(): void }
declare const AbortSignal: { abort(reason?: unknown): AbortSignal; timeout(milliseconds: number): AbortSignal; any(signals: Iterable<AbortSignal>): AbortSignal };
declare class AbortController { readonly signal: AbortSignal; abort(reason?: unknown): void }
declare const crypto: {
  randomUUID(): string;
  getRandomValues<Values extends ArrayBufferView>(values: Values): Values;
  readonly subtle: { digest(algorithm: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512', data: ArrayBuffer | ArrayBufferView): Promise<ArrayBuffer> };
};
declare function structuredClone<Value>(value: Value, options?: { readonly transfer?: Iterable<ArrayBuffer> }): Value;
declare function atob(base64: string): string;
declare function btoa(bytes: string): string;`;
