import { BlockList, isIP } from 'node:net';

/**
 * What an address is: of the public internet, of a private network, or special: the machine itself, its link, the metadata of a
 * cloud, several machines at once, or a way around these.
 */
export type AddressKind = 'public' | 'private' | 'special';

/** An IP address in its one spelling. */
export interface NetworkAddress {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
}

/** The address that a text is, whatever its spelling, one of IPv4 inside of IPv6 as itself; null where it is none. A zone is left out. */
export function networkAddress(text: string): NetworkAddress | null {
  const [bare = ''] = text.split('%');
  const version = isIP(bare);
  if (version === 0) return null;
  if (version === 4) return { address: bare, family: 'ipv4' };
  const address = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address) ?? [];
  if (high === undefined || low === undefined) return { address, family: 'ipv6' };
  const bytes = [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]);
  return { address: bytes.join('.'), family: 'ipv4' };
}

/** By the special-purpose registries of IANA, and what clouds made of public addresses. What no registry gives out is special. */
export function kindOfAddress({ address, family }: NetworkAddress): AddressKind {
  if (privateNetworks.check(address, family)) return 'private';
  if (specialNetworks.check(address, family)) return 'special';
  return family === 'ipv4' || globalUnicast.check(address, family) ? 'public' : 'special';
}

const privateNetworks = networks(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']);
const globalUnicast = networks(['2000::/3']);
const specialNetworks = networks([
  '0.0.0.0/8',
  // Between carriers and their customers; one cloud has its metadata here.
  '100.64.0.0/10',
  '127.0.0.0/8',
  // Among these the metadata of most clouds.
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  // A public address, which Azure answers itself.
  '168.63.129.16/32',
  '2001::/23',
  '2001:db8::/32',
  // IPv4 inside of IPv6.
  '2002::/16',
  '3fff::/20',
]);

/** The addresses of networks, each `ADDRESS/BITS`, as one list. */
export function networks(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits] = text.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
