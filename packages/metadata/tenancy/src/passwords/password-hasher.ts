import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { tenancyErrors } from '../errors.ts';

export interface PasswordHasherOptions {
  /** Memory of one computation in KiB. */
  readonly memoryKibibytes?: number;
  readonly passes?: number;
  /** Computations at the same time; the rest wait. */
  readonly concurrency?: number;
  /** How many may wait before further ones are refused. */
  readonly longestQueue?: number;
}

/** Hashes and checks passwords without holding up the event loop. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** With `null` in place of a hash it works as long and says no, so that nobody can tell a known e-mail from an unknown one. */
  matches(password: string, stored: string | null): Promise<boolean>;
}

/**
 * Argon2id with 19 MiB and two passes by default (OWASP Password Storage Cheat Sheet).
 * It computes on libuv's few threads, which files and name look-ups need too, so only some run at once.
 */
export function createPasswordHasher(options: PasswordHasherOptions = {}): PasswordHasher {
  const parameters = { memoryCost: options.memoryKibibytes ?? 19_456, timeCost: options.passes ?? 2, parallelism: 1 };
  const take = turnstile(options.concurrency ?? Math.min(3, Math.max(1, availableParallelism() - 1)), options.longestQueue ?? 200);
  const compute = (password: string) => take(() => hash(normalise(password), parameters));
  let decoy: Promise<string> | undefined;
  return {
    hash: compute,
    async matches(password, stored) {
      if (stored === null) decoy ??= compute('nobody knows this one');
      const against = stored ?? (await decoy) ?? '';
      const fits = await take(() => verify(against, normalise(password)));
      return fits && stored !== null;
    },
  };
}

/** The same password typed on two keyboards may differ in its bytes (NIST SP 800-63B §5.1.1.2). */
function normalise(password: string): string {
  return password.normalize('NFKC');
}

function turnstile(width: number, longestQueue: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= width) {
      if (waiting.length >= longestQueue) throw tenancyErrors.tooManySignIns({}, { retryAfter: 5 });
      // Whoever finishes hands its place over, so nobody who comes later slips in between.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
