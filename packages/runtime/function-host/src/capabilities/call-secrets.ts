import type { JsonValue } from '@plinth/foundation';
import { secretsHider } from '@plinth/outgoing';
import { functionErrors } from '../errors.ts';
import type { Grants } from './grants.ts';

/** Users with whom one call sends its secrets: each is looked for in everything that comes back. */
const mostUsers = 32;
/** Shorter ones would blot out parts of any text. */
const shortest = 4;

/** The secrets that one call is granted: their values as they are sent, and what keeps them from whatever comes back. */
export class CallSecrets {
  readonly #names: readonly string[];
  readonly #valueOf: (name: string) => Promise<string | null>;
  #values: Promise<ReadonlyMap<string, string>> | null = null;
  /** What secrets became parts of, such as a password with its user: nobody is to see it either. */
  readonly #made = new Map<string, string>();
  #hide: (text: string) => string = (text) => text;

  constructor({ secrets }: Pick<Grants, 'secrets'>, read: (name: string) => Promise<string | null>) {
    this.#names = Object.keys(secrets);
    this.#valueOf = read;
  }

  /** The value of a granted secret; null where there is none. */
  async value(name: string): Promise<string | null> {
    return (await this.open()).get(name) ?? null;
  }

  /** Finds out all of them before anything is sent: what one request told a system, the answer to another may repeat. */
  open(): Promise<ReadonlyMap<string, string>> {
    this.#values ??= this.#read();
    return this.#values;
  }

  async #read(): Promise<ReadonlyMap<string, string>> {
    const values = new Map<string, string>();
    for (const name of this.#names) {
      const value = await this.#valueOf(name);
      if (value !== null) values.set(name, value);
    }
    this.#hide = hiderOf(values);
    return values;
  }

  /** Something that a secret is a part of, by what is to be read in its place. */
  async made(name: string, value: string): Promise<void> {
    if (this.#made.get(name) === value) return;
    if (this.#made.size >= mostUsers) throw functionErrors.notGranted({ what: `use secrets with more than ${mostUsers} users` });
    this.#made.set(name, value);
    // The longest first, and these are longer than what they are made of.
    this.#hide = hiderOf(new Map([...this.#made, ...(await this.open())]));
  }

  /** A text in which none of them stands. */
  hide(text: string): string {
    return this.#hide(text);
  }

  /** An object of texts, its names too, in which none of them stands. */
  hideIn(texts: Readonly<Record<string, string>>): JsonValue {
    return Object.fromEntries(Object.entries(texts).map(([name, value]) => [this.hide(name), this.hide(value)]));
  }
}

/** Hides secrets, name to value, by their names. */
function hiderOf(secrets: ReadonlyMap<string, string>): (text: string) => string {
  const long = [...secrets].filter(([, value]) => value.length >= shortest);
  return secretsHider(long.map(([name, value]) => ({ value, shown: `[${name}]` })));
}
