import type { HttpExchange, HttpLimits, TlsIdentity } from '@plinth/outgoing';
import type { CredentialSecret, OpenConnection } from '../connection.ts';
import type { Action, Credential } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import type { PlainRequest } from './http-request.ts';
import { withQueryPair } from './parameter-text.ts';
import type { Tokens } from './tokens.ts';

/** What signing in needs beside the request. */
export interface SignInPorts {
  readonly exchange: HttpExchange;
  readonly tokens: Tokens;
  readonly limits: HttpLimits;
  readonly signal: AbortSignal;
}

export interface SignedRequest extends PlainRequest {
  readonly tls?: TlsIdentity | undefined;
  /** Names of what was signed in by, so that a token that is refused can be forgotten. */
  readonly by: readonly string[];
}

/** The request with what proves who asks. Throws `connectors.no-credential`, `connectors.sign-in-refused`. */
export async function signIn(
  ports: SignInPorts,
  connection: OpenConnection,
  name: string,
  action: Pick<Action, 'credentials'>,
  request: PlainRequest,
): Promise<SignedRequest> {
  const { connector, secrets } = connection;
  const by = chooseCredentials(action, secrets);
  if (by === null) throw connectorErrors.noCredential({ action: name, credential: action.credentials[0]?.join(' and ') ?? '' });
  const headers = { ...request.headers };
  const address = new URL(request.address);
  // Whatever else one signs in by, one may have to show a certificate as well, which many documents do not say.
  const tls = identityOf(by, secrets);
  const shown = { ...ports, tls };
  for (const one of by) {
    const credential = connector.credentials[one];
    const secret = secrets[one];
    if (credential === undefined || secret === undefined) continue;
    if (secret.kind === 'mutual-tls' || secret.kind === 'private-key') continue;
    if (secret.kind === 'key') placeKey(credential, secret.value, headers, address);
    else headers.authorization = await authorization(shown, connection, one, credential, secret);
  }
  return { ...request, headers, address, tls, by };
}

function identityOf(by: readonly string[], secrets: OpenConnection['secrets']): TlsIdentity | undefined {
  const names = [...by, ...Object.keys(secrets)];
  return names.map((name) => secrets[name]).find((secret) => secret?.kind === 'mutual-tls');
}

/** The first alternative that the connection has everything for; none needs anything where the action does not say. */
function chooseCredentials({ credentials }: Pick<Action, 'credentials'>, secrets: OpenConnection['secrets']): readonly string[] | null {
  // Many documents do not say that one must sign in.
  if (credentials.length === 0) return Object.keys(secrets);
  const able = credentials.filter((names) => names.every((name) => Object.hasOwn(secrets, name)));
  return able.find((names) => names.length > 0) ?? able[0] ?? null;
}

function placeKey(credential: Credential, value: string, headers: Record<string, string>, address: URL): void {
  if (credential.kind !== 'key') headers.authorization = value;
  else if (credential.in === 'query') address.search = withQueryPair(address.search.slice(1), credential.name, value);
  else if (credential.in === 'cookie') headers.cookie = [headers.cookie, `${credential.name}=${value}`].filter(Boolean).join('; ');
  else headers[credential.name.toLowerCase()] = value;
}

async function authorization(
  { exchange, tokens, limits, signal, tls }: SignInPorts & { readonly tls: TlsIdentity | undefined },
  { id }: OpenConnection,
  name: string,
  credential: Credential,
  secret: Exclude<CredentialSecret, { kind: 'key' | 'mutual-tls' | 'private-key' }>,
): Promise<string> {
  if (secret.kind === 'basic') return `Basic ${Buffer.from(`${secret.login}:${secret.password}`).toString('base64')}`;
  if (secret.kind === 'bearer') return `Bearer ${secret.token}`;
  return `Bearer ${await tokens.of({ exchange, limits, signal, tls }, `${id} ${name}`, credential, secret)}`;
}
