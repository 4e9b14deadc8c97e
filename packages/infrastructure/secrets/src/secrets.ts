import { randomBytes } from 'node:crypto';
import { PlinthError, type RequestContext } from '@plinth/foundation';
import { decrypt, encrypt, keyBytes } from './envelope.ts';
import { secretsErrors } from './errors.ts';
import type { MasterKeys } from './master-keys.ts';

/** The part of a request context that a secret is bound to. */
export type SecretContext = Pick<RequestContext, 'tenant' | 'environment'>;

/** Seals texts so that they can be stored: each opens only for its own tenant, environment and name. */
export interface Secrets {
  seal(context: SecretContext, name: string, secret: string): Promise<string>;
  /** The secret, or `secrets.unreadable` where it was changed or belongs elsewhere. */
  open(context: SecretContext, name: string, sealed: string): Promise<string>;
  /** Whether it was sealed under an earlier master key. */
  isOutdated(sealed: string): boolean;
  /** The same secret under the current master key; the secret itself is not decrypted. */
  rewrap(context: SecretContext, name: string, sealed: string): Promise<string>;
}

interface Envelope {
  readonly keyId: string;
  readonly wrappedKey: Uint8Array;
  readonly content: Uint8Array;
}

const version = 'v1';

export function createSecrets(masterKeys: MasterKeys): Secrets {
  async function unwrap({ keyId, wrappedKey }: Envelope, bound: string): Promise<Uint8Array> {
    return readable(async () => masterKeys.unwrap(keyId, wrappedKey, bound));
  }
  async function write(dataKey: Uint8Array, content: Uint8Array, bound: string): Promise<string> {
    const { currentId } = masterKeys;
    const wrapped = await masterKeys.wrap(dataKey, bound);
    return [version, currentId, Buffer.from(wrapped).toString('base64url'), Buffer.from(content).toString('base64url')].join('.');
  }
  return {
    async seal(context, name, secret) {
      const bound = boundTo(context, name);
      const dataKey = randomBytes(keyBytes);
      return write(dataKey, encrypt(dataKey, Buffer.from(secret), bound), bound);
    },
    async open(context, name, sealed) {
      const bound = boundTo(context, name);
      const envelope = parse(sealed);
      const dataKey = await unwrap(envelope, bound);
      return readable(async () => decrypt(dataKey, envelope.content, bound).toString());
    },
    isOutdated: (sealed) => parse(sealed).keyId !== masterKeys.currentId,
    async rewrap(context, name, sealed) {
      const bound = boundTo(context, name);
      const envelope = parse(sealed);
      return write(await unwrap(envelope, bound), envelope.content, bound);
    },
  };
}

/** As JSON, so that no choice of names makes two places look the same. */
function boundTo({ tenant, environment }: SecretContext, name: string): string {
  return JSON.stringify(['plinth secret', tenant.id, environment?.id ?? null, name]);
}

function parse(sealed: string): Envelope {
  const [found, keyId, wrappedKey, content, ...rest] = sealed.split('.');
  if (found !== version || keyId === undefined || wrappedKey === undefined || content === undefined || rest.length > 0) {
    throw secretsErrors.unreadable();
  }
  return { keyId, wrappedKey: Buffer.from(wrappedKey, 'base64url'), content: Buffer.from(content, 'base64url') };
}

async function readable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof PlinthError ? cause : secretsErrors.unreadable({}, { cause });
  }
}
