import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { covers } from '../../tools/setup/libraries.js';
import { installFromLock } from '../../tools/setup/npm.js';

// Brings the libraries of this folder, where they are not yet there as its lock says. None of their own scripts run.
const folder = import.meta.dirname;
if (!areInstalled()) {
  console.log('Installing the libraries that are measured beside ours …');
  process.exitCode = await installFromLock(folder, process.execPath);
}

function areInstalled() {
  try {
    const wanted = packagesOf('package-lock.json');
    return covers(wanted, packagesOf(join('node_modules', '.package-lock.json')), process.platform, process.arch);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function packagesOf(file) {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')).packages;
}
