import { BoundedCache, type Clock, isJsonObject } from '@plinth/foundation';
import type { TlsIdentity } from '@plinth/outgoing';
import type { CredentialSecret, OpenConnection } from '../connection.ts';
import type { Credential } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import { clientAssertion } from './client-assertion.ts';
import type { SignInPorts } from './sign-in.ts';

/** What asking for a token needs. */
interface TokenPorts extends Pick<SignInPorts, 'exchange' | 'limits' | 'signal'> {
  /** What the connection shows, to which a token may be bound (RFC 8705). */
  readonly tls?: TlsIdentity | undefined;
}

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
  async of(ports: TokenPorts, place: string, credential: Credential, secret: OAuthSecret): Promise<string> {
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

  /** What a connection signs in with, tokens in place of what gives them. */
  async inPlace(ports: TokenPorts, { id, connector, secrets }: OpenConnection): Promise<OpenConnection['secrets']> {
    const given = Object.entries(secrets).map(async ([name, secret]) => {
      if (secret.kind !== 'oauth2') return [name, secret] as const;
      const token = await this.of(ports, `${id} ${name}`, connector.credentials[name] ?? { kind: 'other', name }, secret);
      return [name, { kind: 'bearer', token }] as const;
    });
    return Object.fromEntries(await Promise.all(given));
  }

  /** Forgets all tokens of a connection. */
  forgetAll({ id, secrets }: Pick<OpenConnection, 'id' | 'secrets'>): void {
    for (const [name, { kind }] of Object.entries(secrets)) if (kind === 'oauth2') this.forget(`${id} ${name}`);
  }

  /** Forgets a token that the system takes no longer. */
  forget(place: string): void {
    const held = this.#held.get(place, () => ({ current: null }));
    held.current = held.current?.then((token) => ({ ...token, until: 0 })) ?? null;
  }

  /** By its key, its secret, or, where it has neither, by the certificate that is shown. */
  #proofOf({ clientId, clientSecret, clientKey, keyId }: OAuthSecret, address: URL): Proof {
    if (clientKey !== undefined)
      return {
        headers: {},
        form: {
          client_id: clientId,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: clientAssertion({ clientId, key: clientKey, keyId, audience: address.href, now: this.#clock.now() }),
        },
      };
    if (clientSecret === undefined) return { headers: {}, form: { client_id: clientId } };
    const client = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
    return { headers: { authorization: `Basic ${Buffer.from(client).toString('base64')}` }, form: {} };
  }

  async #ask(
    { exchange, limits, signal, tls }: TokenPorts,
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
    const proof = this.#proofOf(secret, address);
    for (const [name, value] of Object.entries(proof.form)) form.set(name, value);
    const answer = await exchange({
      method: 'POST',
      address,
      headers: {
        ...proof.headers,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: Buffer.from(form.toString()),
      tls,
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

interface Proof {
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
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
