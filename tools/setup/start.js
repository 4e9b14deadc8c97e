import { join } from 'node:path';
import { buildBrowserBundles } from './browser-bundle.js';
import { startCoreBanking } from './core-banking.js';
import { plinthFolder, root } from './paths.js';
import { environmentWithNode, run } from './program.js';

/**
 * Where connections may lead. Who tries Plinth on a machine of their own has databases there; a server that others reach, or that has
 * settings of its own, is told what it may connect to, and besides reaches what was started with it.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {string | null} beside address of what was started beside the server
 */
export function reachable(environment, beside) {
  const isOwnMachine = ['PLINTH_HOST', 'PLINTH_PUBLIC_URL', 'DATABASE_URL', 'PLINTH_OUTGOING_HOSTS'].every((name) => !environment[name]);
  if (isOwnMachine) return { PLINTH_OUTGOING_HOSTS: 'public,127.0.0.0/8,::1' };
  if (beside === null) return {};
  return { PLINTH_OUTGOING_HOSTS: `${environment.PLINTH_OUTGOING_HOSTS || 'public'},${new URL(beside).host}` };
}

/** Starts the server and stays until it ends; gives its exit code. With `--core-banking` the bank's core-banking system runs beside it. */
export async function start(node, parameters) {
  await buildBrowserBundles(node);
  const coreBanking = parameters.includes('--core-banking') ? await startCoreBanking(node) : null;
  const env = {
    ...environmentWithNode(node),
    ...reachable(process.env, coreBanking?.address ?? null),
    ...(coreBanking === null ? {} : { PLINTH_CORE_BANKING: coreBanking.address }),
    NODE_COMPILE_CACHE: join(plinthFolder, 'compile-cache'),
  };
  try {
    return (await run(node, [join(root, 'apps', 'server', 'src', 'main.ts'), ...parameters], { env })).code;
  } finally {
    await coreBanking?.stop();
  }
}
