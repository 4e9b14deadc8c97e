import { BoundedCache, type Clock, isJsonObject } from '@plinth/foundation';
import type { CredentialSecret } from '../connection.ts';
import type { Credential } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import type { SignInPorts } from './sign-in.ts';

type OAuthSecret = Extract<CredentialSecret, { kind: 'oauth2' }>;

interface Token {
  readonly text: string;
  readonly until: number;
  /** Where the system gave another one; the one that is kept then serves no more. */
  readonly refreshToken: string | undefined;
}

interface Held {
  current: Promise<Token> | null;
}

/** Used again only so long before it ends that a request with it still arrives. */
const spareMilliseconds = 30_000;
const usualSeconds = 300;

/** Tokens of OAuth 2 (RFC 6749), one for all who ask at once, until it ends or is refused. */
export class Tokens {
  readonly #clock: Clock;
  readonly #held = new BoundedCache<Held>(1000);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Throws `connectors.sign-in-refused`. */
  async of(
    ports: Pick<SignInPorts, 'exchange' | 'limits' | 'signal'>,
    place: string,
    credential: Credential,
    secret: OAuthSecret,
  ): Promise<string> {
    const held = this.#held.get(place, () => ({ current: null }));
    const before = held.current;
    const token = before === null ? null : await before.catch(() => null);
    if (token !== null && token.until > this.#clock.now()) return token.text;
    // The first one asks for all who wait.
    if (held.current === before) held.current = this.#ask(ports, credential, secret, token?.refreshToken);
    const asked = held.current;
    if (asked === null) return this.of(ports, place, credential, secret);
    try {
      return (await asked).text;
    } catch (error) {
      if (held.current === asked) held.current = null;
      throw error;
    }
  }

  /** Forgets a token that the system takes no longer. */
  forget(place: string): void {
    const held = this.#held.get(place, () => ({ current: null }));
    held.current = held.current?.then((token) => ({ ...token, until: 0 })) ?? null;
  }

  async #ask(
    { exchange, limits, signal }: Pick<SignInPorts, 'exchange' | 'limits' | 'signal'>,
    credential: Credential,
    secret: OAuthSecret,
    given: string | undefined,
  ): Promise<Token> {
    const address = tokenAddress(credential, secret);
    const refresh = given ?? secret.refreshToken;
    const form = new URLSearchParams(
      refresh === undefined ? { grant_type: 'client_credentials' } : { grant_type: 'refresh_token', refresh_token: refresh },
    );
    if (secret.scopes !== undefined && secret.scopes.length > 0) form.set('scope', secret.scopes.join(' '));
    const client = `${encodeURIComponent(secret.clientId)}:${encodeURIComponent(secret.clientSecret)}`;
    const answer = await exchange({
      method: 'POST',
      address,
      headers: {
        authorization: `Basic ${Buffer.from(client).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: Buffer.from(form.toString()),
      limits: { ...limits, bytes: 100_000 },
      signal,
    });
    const told = answer.status === 200 ? read(answer.body) : {};
    const { access_token: text, expires_in: seconds, refresh_token: refreshToken } = told;
    if (typeof text !== 'string') throw connectorErrors.signInRefused({ host: address.host, status: answer.status });
    const lasts = typeof seconds === 'number' || typeof seconds === 'string' ? Number(seconds) : usualSeconds;
    const until = this.#clock.now() + (Number.isFinite(lasts) ? lasts : usualSeconds) * 1000 - spareMilliseconds;
    return { text, until, refreshToken: typeof refreshToken === 'string' ? refreshToken : refresh };
  }
}

function tokenAddress(credential: Credential, secret: OAuthSecret): URL {
  const flows = credential.kind === 'oauth2' ? Object.values(credential.flows) : [];
  const text = secret.tokenAddress ?? flows.find(({ tokenAddress: address }) => address !== null)?.tokenAddress ?? '';
  if (URL.canParse(text) && /^https?:/.test(text)) return new URL(text);
  throw connectorErrors.noCredential({ action: 'signing in', credential: 'the address that gives tokens' });
}

function read(body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const told: unknown = JSON.parse(new TextDecoder().decode(body));
    return isJsonObject(told) ? told : {};
  } catch {
    return {};
  }
}
