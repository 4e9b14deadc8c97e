import { join } from 'node:path';
import { buildBrowserBundles } from './browser-bundle.js';
import { plinthFolder, root } from './paths.js';
import { environmentWithNode, run } from './program.js';

/**
 * Who tries Plinth on a machine of their own has databases there. A server that others reach, or that has settings of its own, is
 * told by these what it may connect to.
 */
const ownMachine = ['PLINTH_HOST', 'PLINTH_PUBLIC_URL', 'DATABASE_URL', 'PLINTH_OUTGOING_HOSTS'].some((name) => process.env[name])
  ? {}
  : { PLINTH_OUTGOING_HOSTS: 'public,127.0.0.0/8,::1' };

/** Starts the server and stays until it ends; gives its exit code. */
export async function start(node, parameters) {
  await buildBrowserBundles(node);
  const env = { ...environmentWithNode(node), ...ownMachine, NODE_COMPILE_CACHE: join(plinthFolder, 'compile-cache') };
  return (await run(node, [join(root, 'apps', 'server', 'src', 'main.ts'), ...parameters], { env })).code;
}
