import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { maxSatisfying, valid } from 'semver';
import { functionErrors } from '../errors.ts';
import {
  exactVersion,
  type FunctionPackages,
  mostPackages,
  type PackageLock,
  packageName,
  sha512,
  unpackedBytes,
  unpackedFiles,
} from './locked-packages.ts';
import { PackageRegistry, type RegistryVersion } from './package-registry.ts';
import { unpackArchive } from './unpack-archive.ts';

export interface PackageStoreOptions {
  /** Address of a registry of npm packages; null where functions use none that is not kept already. */
  readonly registry: string | null;
  /** Where archives are kept, by what is in them. */
  readonly folder: string;
}

/** Packages of npm for functions: resolved once into a lock, and from then on what the lock says or nothing. */
export class PackageStore {
  readonly #registry: PackageRegistry | null;
  readonly #folder: string;

  constructor({ registry, folder }: PackageStoreOptions) {
    this.#registry = registry === null ? null : new PackageRegistry(registry);
    this.#folder = folder;
  }

  /** Everything that packages need, each at one exact version: the newest that fits, as npm would take it. */
  async lock(packages: FunctionPackages['packages'], signal: AbortSignal): Promise<PackageLock> {
    const registry = this.#registry;
    if (registry === null) throw functionErrors.noRegistry();
    const lock: Record<string, { integrity: string; license: string; dependencies: Record<string, string> }> = {};
    const known = new Map<string, Promise<readonly RegistryVersion[]>>();
    const versionOf = async (name: string, range: string): Promise<RegistryVersion> => {
      if (!packageName.test(name)) throw functionErrors.noPackage({ package: name });
      const all = await (known.get(name) ?? known.set(name, registry.versions(name, signal)).get(name) ?? []);
      const usable = all.filter(({ version, integrity }) => valid(version) !== null && sha512.test(integrity));
      const current = usable.filter(({ deprecated }) => !deprecated);
      const found =
        maxSatisfying(
          current.map(({ version }) => version),
          range,
        ) ??
        maxSatisfying(
          usable.map(({ version }) => version),
          range,
        );
      const version = usable.find((each) => each.version === found);
      if (version === undefined) throw functionErrors.noPackage({ package: `${name}@${range}` });
      return version;
    };
    const add = async (name: string, range: string): Promise<string> => {
      const found = await versionOf(name, range);
      const id = `${name}@${found.version}`;
      if (Object.hasOwn(lock, id)) return found.version;
      if (Object.keys(lock).length >= mostPackages)
        throw functionErrors.unusablePackage({ package: name, reason: `more than ${mostPackages} packages are needed` });
      if (found.hasInstallScript)
        throw functionErrors.unusablePackage({ package: id, reason: 'it wants to run a program when it is installed' });
      const entry = { integrity: found.integrity, license: found.license, dependencies: {} as Record<string, string> };
      lock[id] = entry;
      await unpackArchive(id, await this.#archive(id, entry.integrity, signal, found.archive));
      for (const [dependency, wanted] of Object.entries(found.dependencies)) entry.dependencies[dependency] = await add(dependency, wanted);
      return found.version;
    };
    for (const [name, version] of Object.entries(packages)) {
      if (!exactVersion.test(version))
        throw functionErrors.unusablePackage({ package: name, reason: `"${version}" is no exact version such as 1.2.3` });
      await add(name, version);
    }
    return Object.fromEntries(Object.entries(lock).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Lays packages into a folder of their own, as a compiler looks for them below `node_modules`; whoever asks removes it. */
  async lay({ packages, lock }: FunctionPackages, signal: AbortSignal): Promise<string> {
    requireLocked({ packages, lock });
    const folder = await mkdtemp(join(tmpdir(), 'plinth-packages-'));
    try {
      const modules = join(folder, 'world', 'node_modules');
      await mkdir(modules, { recursive: true, mode: 0o755 });
      let left = unpackedBytes;
      let filesLeft = unpackedFiles;
      for (const [id, { integrity, dependencies }] of Object.entries(lock)) {
        const files = await unpackArchive(id, await this.#archive(id, integrity, signal));
        filesLeft -= files.size;
        if (filesLeft < 0)
          throw functionErrors.unusablePackage({ package: id, reason: `all packages together have more than ${unpackedFiles} files` });
        for (const [path, content] of files) {
          left -= content.byteLength;
          if (left < 0)
            throw functionErrors.unusablePackage({ package: id, reason: `all packages together have more than ${unpackedBytes} bytes` });
          const file = join(homeOf(modules, id), path);
          await mkdir(dirname(file), { recursive: true, mode: 0o755 });
          await writeFile(file, content, { mode: 0o644 });
        }
        // One that needs itself has itself.
        const others = Object.entries(dependencies).filter(([name]) => name !== nameOf(id));
        for (const [name, version] of others)
          await link(join(modules, '.kept', folderOf(id), 'node_modules', name), homeOf(modules, `${name}@${version}`));
      }
      for (const [name, version] of Object.entries(packages)) await link(join(modules, name), homeOf(modules, `${name}@${version}`));
      return join(folder, 'world');
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The archive that a lock means: what is kept, else what the registry has, if it is that very one. */
  async #archive(id: string, integrity: string, signal: AbortSignal, address?: URL): Promise<Uint8Array> {
    const path = join(this.#folder, `${createHash('sha256').update(integrity).digest('hex')}.tgz`);
    const kept = await readFile(path).catch(() => null);
    if (kept !== null && integrityOf(kept) === integrity) return kept;
    const registry = this.#registry;
    if (registry === null) throw functionErrors.noRegistry();
    const at = id.lastIndexOf('@');
    const [name, version] = [id.slice(0, at), id.slice(at + 1)];
    const place = address ?? (await registry.versions(name, signal)).find((each) => each.version === version)?.archive;
    if (place === undefined) throw functionErrors.noPackage({ package: id });
    const archive = await registry.archive(id, place, signal);
    if (integrityOf(archive) !== integrity)
      throw functionErrors.unusablePackage({ package: id, reason: 'the registry has another one than the lock says' });
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const partial = `${path}.${randomUUID()}`;
    await writeFile(partial, archive, { mode: 0o600 });
    await rename(partial, path);
    return archive;
  }
}

/** Throws where a lock is not that of the packages: names what is not in it, or what is no lock at all. */
function requireLocked({ packages, lock }: FunctionPackages): void {
  const wanted = [...Object.entries(packages), ...Object.values(lock).flatMap(({ dependencies }) => Object.entries(dependencies))];
  for (const [name, version] of wanted) {
    if (!packageName.test(name) || !exactVersion.test(version) || !Object.hasOwn(lock, `${name}@${version}`))
      throw functionErrors.unusablePackage({ package: `${name}@${version}`, reason: 'the lock does not have it' });
  }
  for (const [id, { integrity }] of Object.entries(lock)) {
    const at = id.lastIndexOf('@');
    if (!packageName.test(id.slice(0, at)) || !exactVersion.test(id.slice(at + 1)) || !sha512.test(integrity))
      throw functionErrors.unusablePackage({ package: id, reason: 'the lock says nothing of it that can be checked' });
  }
  if (Object.keys(lock).length > mostPackages)
    throw functionErrors.unusablePackage({
      package: Object.keys(packages)[0] ?? '',
      reason: `more than ${mostPackages} packages are needed`,
    });
}

function integrityOf(archive: Uint8Array): string {
  return `sha512-${createHash('sha512').update(archive).digest('base64')}`;
}

function folderOf(id: string): string {
  return id.replaceAll('/', '+');
}

function homeOf(modules: string, id: string): string {
  return join(modules, '.kept', folderOf(id), 'node_modules', nameOf(id));
}

function nameOf(id: string): string {
  return id.slice(0, id.lastIndexOf('@'));
}

/** Links lead by relative paths, which hold wherever the folder is bound. */
async function link(from: string, to: string): Promise<void> {
  await mkdir(dirname(from), { recursive: true, mode: 0o755 });
  await symlink(relative(dirname(from), to), from);
}
