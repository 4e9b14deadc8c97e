import { join } from 'node:path';
import { buildBrowserBundles } from './browser-bundle.js';
import { plinthFolder, root } from './paths.js';
import { environmentWithNode, run } from './program.js';

/** Starts the server and stays until it ends; gives its exit code. */
export async function start(node, parameters) {
  await buildBrowserBundles(node);
  const env = { ...environmentWithNode(node), NODE_COMPILE_CACHE: join(plinthFolder, 'compile-cache') };
  return (await run(node, [join(root, 'apps', 'server', 'src', 'main.ts'), ...parameters], { env })).code;
}
