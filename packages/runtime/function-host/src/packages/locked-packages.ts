/** One package as a lock keeps it. */
export interface LockedPackage {
  /** `sha512-…`, of the archive as the registry has it. */
  readonly integrity: string;
  /** As its author says it; empty where nothing is said. */
  readonly license: string;
  /** Name to the exact version of what it needs, each a package of the lock. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** `name@version` to what is known of it: everything that the packages of a function need. */
export type PackageLock = Readonly<Record<string, LockedPackage>>;

/** What of packages a function names, and their lock. */
export interface FunctionPackages {
  /** Name to exact version. */
  readonly packages: Readonly<Record<string, string>>;
  readonly lock: PackageLock;
}

export const packageName = /^(?:@[a-z0-9-~][a-z0-9-._~]*\/)?[a-z0-9-~][a-z0-9-._~]*$/;
export const exactVersion = /^\d{1,6}\.\d{1,6}\.\d{1,6}(?:-[0-9A-Za-z.-]{1,60})?$/;
export const sha512 = /^sha512-[A-Za-z0-9+/]{86}==$/;

/** Packages in a lock, bytes of one archive, and of everything unpacked. */
export const mostPackages = 100;
export const archiveBytes = 8 * 1024 * 1024;
export const unpackedBytes = 48 * 1024 * 1024;
/** Files of everything unpacked. */
export const unpackedFiles = 20_000;
