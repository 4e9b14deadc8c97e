import { connectorErrors, type SystemRequest } from '@plinth/connectors';
import type { StreamPlace, TlsIdentity } from '@plinth/outgoing';

/** Where an address leads; `rediss:` and the like are encrypted. */
export function placeOf(
  { address, secrets }: Pick<SystemRequest, 'address' | 'secrets'>,
  usual: Readonly<Record<string, number>>,
): StreamPlace {
  const { protocol, hostname, port } = address;
  const secure = /^(?:rediss|mqtts|amqps|imaps|smtps|kafkas):$/.test(protocol);
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (usual[protocol] ?? 0) : Number(port),
    tls: secure ? identityOf({ secrets }) : null,
  };
}

/** What is shown over an encrypted connection, and who is trusted there. */
export function identityOf({ secrets }: Pick<SystemRequest, 'secrets'>): TlsIdentity {
  const identity = Object.values(secrets).find((secret) => secret.kind === 'mutual-tls');
  return identity === undefined ? {} : { certificate: identity.certificate, key: identity.key, authorities: identity.authorities };
}

/** The token of a connection with whose it is, as the address says; null where it has none. Throws where the address says nobody. */
export function bearerOf({
  action,
  address,
  secrets,
}: Pick<SystemRequest, 'action' | 'address' | 'secrets'>): { readonly user: string; readonly token: string } | null {
  const { oauth } = secrets;
  if (oauth?.kind !== 'bearer') return null;
  const user = address.searchParams.get('user') ?? '';
  // What ends a part of what is said would begin another.
  if (user === '' || /\p{Cc}/u.test(user + oauth.token))
    throw connectorErrors.noCredential({ action, credential: 'whose token it is: ?user= in its address' });
  return { user, token: oauth.token };
}

/** Login and password of a connection; null where it has none. */
export function loginOf({ secrets }: Pick<SystemRequest, 'secrets'>): { readonly login: string; readonly password: string } | null {
  const { login } = secrets;
  return login?.kind === 'basic' ? login : null;
}
