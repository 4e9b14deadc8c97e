/** What a lock says of one third-party package. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression of its manifest; null where it names none. */
  readonly licence: string | null;
  /** Folder below that of the lock. */
  readonly path: string;
  /** Whether it is on every machine: neither optional nor only for developing. Its licence text can be shown then. */
  readonly always: boolean;
}

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly name?: string;
}

/** The third-party packages of a `package-lock.json` (version 3), each name and version once, by name; `byHand` says the licences it lacks. */
export function readLock(text: string, byHand: Readonly<Record<string, string>> = {}): LockedPackage[] {
  const { packages } = JSON.parse(text) as { packages: Record<string, LockEntry> };
  const found = new Map<string, LockedPackage>();
  for (const [path, entry] of Object.entries(packages)) {
    const place = path.lastIndexOf('node_modules/');
    // Workspaces and links to them are our own.
    if (place === -1 || entry.link === true || entry.version === undefined) continue;
    const name = entry.name ?? path.slice(place + 'node_modules/'.length);
    const always = entry.dev !== true && entry.devOptional !== true && entry.optional !== true;
    const known = found.get(`${name}@${entry.version}`);
    if (known?.always) continue;
    found.set(`${name}@${entry.version}`, {
      name,
      version: entry.version,
      licence: entry.license ?? byHand[`${name}@${entry.version}`] ?? null,
      path,
      always,
    });
  }
  return [...found.values()].sort((a, b) => compare(`${a.name}@${a.version}`, `${b.name}@${b.version}`));
}

/** Where a lock names an address to fetch from; there must be none, so that any registry or mirror will do. */
export function lockedAddresses(text: string): string[] {
  return [...text.matchAll(/"resolved": "([a-z+]+:[^"]*)"/g)].flatMap(([, address]) => (address === undefined ? [] : [address]));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
