import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from './content-hash.js';
import { installFromLock } from './npm.js';
import { oneAtATime } from './one-at-a-time.js';
import { root } from './paths.js';
import { SetupError } from './program.js';
import { lastStamp, stamp } from './stamp.js';

const lockFile = join(root, 'package-lock.json');
/** npm's own note of what it put into `node_modules`; written last, so a broken install has none. */
const installedFile = join(root, 'node_modules', '.package-lock.json');

/**
 * Whether everything the lock wants on this platform is installed in the locked version. More may be there.
 * @param {Record<string, LockedPackage>} wanted `packages` of the lock
 * @param {Record<string, LockedPackage>} installed `packages` of npm's own note
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, os?: string | string[], cpu?: string | string[], libc?: string[] }} LockedPackage
 */
export function covers(wanted, installed, platform, architecture) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    if (entry.optional && !(allows(entry.os, platform) && allows(entry.cpu, architecture))) return true;
    const found = installed[path];
    if (found === undefined) return mayBeMissing(entry);
    return found.version === entry.version && found.integrity === entry.integrity && found.link === entry.link;
  });
}

/** npm leaves optional ones out where they do not fit; what names this very system and no libc does fit. */
function mayBeMissing({ optional, os, cpu, libc }) {
  return optional === true && (libc !== undefined || os === undefined || cpu === undefined);
}

function allows(list, actual) {
  if (list === undefined) return true;
  const names = [list].flat();
  return names.includes(actual) || (!names.includes(`!${actual}`) && names.every((name) => name.startsWith('!')));
}

/** Makes `node_modules` what the lock says. */
export async function installLibraries(node) {
  if (areInstalled()) return;
  await oneAtATime(async () => {
    if (areInstalled()) return;
    console.log('Installing the libraries of package-lock.json (a minute or two the first time) …');
    const started = Date.now();
    const heartbeat = setInterval(() => console.log(`  still installing, ${Math.round((Date.now() - started) / 1000)} s …`), 15_000);
    const code = await installFromLock(root, node).finally(() => clearInterval(heartbeat));
    if (code !== 0) throw new SetupError(`npm could not install the libraries (exit code ${code}); its messages above say why.`);
    stamp('libraries', wantedLibraries());
    console.log(`Libraries installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  });
}

function areInstalled() {
  if (!existsSync(installedFile)) return false;
  if (lastStamp('libraries') === wantedLibraries()) return true;
  const { packages: wanted } = JSON.parse(readFileSync(lockFile, 'utf8'));
  const { packages: installed } = JSON.parse(readFileSync(installedFile, 'utf8'));
  return covers(wanted, installed, process.platform, process.arch);
}

function wantedLibraries() {
  return `${process.platform}-${process.arch}-${contentHash([], [lockFile])}`;
}
