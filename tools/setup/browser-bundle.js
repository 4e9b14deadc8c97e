import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compressFiles } from './compressed-files.js';
import { contentHash } from './content-hash.js';
import { oneAtATime } from './one-at-a-time.js';
import { root } from './paths.js';
import { environmentWithNode, run, SetupError } from './program.js';
import { lastStamp, stamp } from './stamp.js';
import { withDependencies, workspaceFolders } from './workspaces.js';

/** Applications that run in a browser, by workspace name. */
const bundled = ['@plinth/player', '@plinth/studio'];

/** Builds each browser application whose sources, or those of a package it stands on, changed since it was last built. */
export async function buildBrowserBundles(node) {
  const folders = workspaceFolders();
  for (const name of bundled) await build(name, folders, node);
}

async function build(name, folders, node) {
  const folder = folders.get(name);
  if (folder === undefined) throw new SetupError(`There is no workspace ${name}, so its browser bundle cannot be built.`);
  const key = `bundle-${name.replace('@plinth/', '')}`;
  const current = () => {
    const hash = contentHash(withDependencies(name, folders), [join(root, 'package-lock.json')]);
    return { hash, fresh: lastStamp(key) === hash && existsSync(join(folder, 'dist', 'index.html')) };
  };
  if (current().fresh) return;
  await oneAtATime(async () => {
    const { hash, fresh } = current();
    if (fresh) return;
    console.log(`Building the browser bundle of ${name} …`);
    const started = Date.now();
    const { code, output } = await run(
      node,
      [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', folder, '--logLevel', 'warn'],
      {
        env: { ...environmentWithNode(node), NODE_ENV: 'production' },
        quiet: true,
      },
    );
    if (code !== 0) throw new SetupError(`The browser bundle of ${name} could not be built:\n${output}`);
    const made = statSync(join(folder, 'dist', 'index.html'), { throwIfNoEntry: false });
    if (made === undefined) throw new SetupError(`Building ${name} made no dist/index.html; its vite.config.ts must say outDir 'dist'.`);
    await compressFiles(join(folder, 'dist'));
    stamp(key, hash);
    console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  });
}
