import type { Connector } from './connector.ts';

/** Secrets as they are given or as they are kept, where a text may be somewhere else. */
type Secrets = Readonly<Record<string, { readonly kind: unknown; readonly authorities?: unknown }>>;

/**
 * Who is at the other end of a connection, as a text that is another one for somebody else: protocol, host and port of its address,
 * and every parameter of which the connector does not say that it decides only what is asked there. Secrets go to nobody else.
 */
export function peerAt({ parameters = {} }: Pick<Connector, 'parameters'>, address: string): string {
  const { protocol, host, searchParams } = new URL(address);
  const deciding = [...searchParams].filter(([name]) => !(Object.hasOwn(parameters, name) && parameters[name] === 'request'));
  return JSON.stringify([protocol, host, ...deciding]);
}

/** Whom a connection believes to be that peer, as such a text: authorities of its own, where it has some. */
export function trustOf(secrets: Secrets): string {
  const own = Object.entries(secrets).flatMap(([name, { kind, authorities = '' }]) =>
    kind === 'mutual-tls' && authorities !== '' ? [JSON.stringify([name, authorities])] : [],
  );
  return own.sort().join();
}

/** Parameters of an address that a connector does not know; none where it does not say which it knows. */
export function unknownParameters({ parameters }: Pick<Connector, 'parameters'>, address: string): readonly string[] {
  return parameters === undefined ? [] : [...new URL(address).searchParams.keys()].filter((name) => !Object.hasOwn(parameters, name));
}
