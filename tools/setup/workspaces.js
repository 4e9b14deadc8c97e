import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.js';

/** Folders of the npm workspaces by package name, read from the `workspaces` patterns of the root manifest. */
export function workspaceFolders(folder = root) {
  const { workspaces } = readManifest(folder);
  const folders = workspaces.flatMap((pattern) =>
    pattern
      .split('/')
      .reduce((found, part) => found.flatMap((parent) => (part === '*' ? foldersIn(parent) : [join(parent, part)])), [folder]),
  );
  return new Map(folders.filter((path) => existsSync(join(path, 'package.json'))).map((path) => [readManifest(path).name, path]));
}

/** The folder of a workspace and those of every workspace it depends on, directly or not. */
export function withDependencies(name, folders) {
  const reached = new Set();
  const visit = (current) => {
    const folder = folders.get(current);
    if (folder === undefined || reached.has(folder)) return;
    reached.add(folder);
    for (const dependency of Object.keys(readManifest(folder).dependencies ?? {})) visit(dependency);
  };
  visit(name);
  return [...reached];
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function foldersIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [join(folder, entry.name)] : []));
}
