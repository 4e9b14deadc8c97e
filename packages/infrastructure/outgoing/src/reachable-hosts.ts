import { type BlockList, isIP } from 'node:net';
import { kindOfAddress, type NetworkAddress, networks } from './network-address.ts';

/** One entry of the list of where the server may connect to. */
export interface ReachableHost {
  /** The whole public internet, a network, or what a name leads to. */
  readonly place: 'public' | BlockList | { readonly name: string };
  /** Null where every port is meant. */
  readonly port: number | null;
}

/** Entries of a list separated by commas, and those that are none: `public`, `ADDRESS`, `ADDRESS/BITS` or `NAME`, each also with `:PORT`. */
export function readReachableHosts(text: string): { readonly hosts: readonly ReachableHost[]; readonly mistakes: readonly string[] } {
  const hosts: ReachableHost[] = [];
  const mistakes: string[] = [];
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const host = reachableHost(entry);
    if (host === null) mistakes.push(entry);
    else hosts.push(host);
  }
  return { hosts, mistakes };
}

function reachableHost(entry: string): ReachableHost | null {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(entry) ?? [];
  // Many colons without brackets are an address of IPv6 without a port.
  const place = placeOf(bracketed ?? plain ?? entry);
  if (place === null || Number(port ?? 1) > 65_535 || Number(port ?? 1) < 1) return null;
  return { place, port: port === undefined ? null : Number(port) };
}

function placeOf(text: string): ReachableHost['place'] | null {
  if (text === 'public') return 'public';
  const [address = '', bits, ...more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (most < 0) return /^(?=.*[a-z])[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(text) ? { name: plainName(text) } : null;
  if (bits === undefined) return networks([`${address}/${most}`]);
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most && more.length === 0 ? networks([text]) : null;
}

/** Whether a name that leads to an address may be reached there, by one of the entries. */
export function mayReach(hosts: readonly ReachableHost[], name: string, address: NetworkAddress, port: number): boolean {
  const kind = kindOfAddress(address);
  return hosts.some(({ place, port: only }) => {
    if (only !== null && only !== port) return false;
    if (place === 'public') return kind === 'public';
    // Whoever answers for a name could let it lead to the machine itself.
    if ('name' in place) return kind !== 'special' && place.name === plainName(name);
    return place.check(address.address, address.family);
  });
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Whether an entry names a host itself, as in an address: by its name, or by a network that an address lies in. The public internet names nobody. */
export function isListedHost(hosts: readonly ReachableHost[], host: string): boolean {
  const plain = plainName(host.replace(/^\[|\]$/g, ''));
  const family = { 4: 'ipv4', 6: 'ipv6' }[isIP(plain)] as 'ipv4' | 'ipv6' | undefined;
  return hosts.some(({ place }) => {
    if (place === 'public') return false;
    if ('name' in place) return place.name === plain;
    return family !== undefined && place.check(plain, family);
  });
}
