import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './paths.js';

const unhashedFolders = new Set(['node_modules', 'dist', 'coverage']);
const test = /\.test\.tsx?$/;

/** One hash of the contents and names of all files below the folders (tests and build results apart) and of single files. */
export function contentHash(folders, files = []) {
  const hash = createHash('sha256');
  for (const file of [...files, ...folders.flatMap((folder) => filesBelow(folder))].sort()) {
    hash.update(relative(root, file).split(sep).join('/')).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return unhashedFolders.has(entry.name) ? [] : filesBelow(path);
    return entry.isFile() && !test.test(entry.name) ? [path] : [];
  });
}
