import type { SystemRequest } from '@plinth/connectors';
import type { StreamPlace } from '@plinth/outgoing';

/** Where an address leads; `rediss:` and the like are encrypted. */
export function placeOf(
  { address, secrets }: Pick<SystemRequest, 'address' | 'secrets'>,
  usual: Readonly<Record<string, number>>,
): StreamPlace {
  const { protocol, hostname, port } = address;
  const identity = Object.values(secrets).find((secret) => secret.kind === 'mutual-tls');
  const secure = /^(?:rediss|mqtts|amqps|imaps|smtps|kafkas):$/.test(protocol);
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (usual[protocol] ?? 0) : Number(port),
    tls: secure
      ? identity?.kind === 'mutual-tls'
        ? { certificate: identity.certificate, key: identity.key, authorities: identity.authorities }
        : {}
      : null,
  };
}

/** Login and password of a connection; null where it has none. */
export function loginOf({ secrets }: Pick<SystemRequest, 'secrets'>): { readonly login: string; readonly password: string } | null {
  const { login } = secrets;
  return login?.kind === 'basic' ? login : null;
}
