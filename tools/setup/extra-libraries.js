import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { covers } from './libraries.js';
import { installFromLock } from './npm.js';
import { SetupError } from './program.js';

/**
 * Makes the `node_modules` of a folder outside the workspaces what the lock in it says: libraries that only its own programs want.
 * @param {string} folder
 * @param {string} node
 */
export async function installLibrariesOf(folder, node) {
  const installed = join(folder, 'node_modules', '.package-lock.json');
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  if (existsSync(installed) && covers(wanted, packagesOf(installed), process.platform, process.arch)) return;
  console.log(`Installing the libraries of ${folder} …`);
  const code = await installFromLock(folder, node);
  if (code !== 0) throw new SetupError(`npm could not install the libraries of ${folder} (exit code ${code}); its messages above say why.`);
}

function packagesOf(lock) {
  return JSON.parse(readFileSync(lock, 'utf8')).packages;
}
