import { join } from 'node:path';
import { buildBrowserBundles } from './browser-bundle.js';
import { runChecks } from './checks.js';
import { plinthFolder, root } from './paths.js';
import { environmentWithNode, run, SetupError } from './program.js';
import { bringSystemPrograms } from './system-programs.js';

/** Every check and every test; with filters (`npm test -- packages/foundation`) only the tests whose paths contain one. */
export async function test(node, filters) {
  // Neither needs the other, and on a new machine each takes half a minute.
  const [totals] = await Promise.all([filters.length > 0 ? { passed: 0, failed: 0 } : runChecks(node), bringSystemPrograms()]);
  if (!(await bundlesAreBuilt(node))) totals.failed++;
  const env = { ...environmentWithNode(node), NODE_COMPILE_CACHE: join(plinthFolder, 'compile-cache') };
  const parameters = [join(root, 'tools', 'setup', 'vitest-run.js'), String(totals.passed), String(totals.failed), ...filters];
  return (await run(node, parameters, { env })).code;
}

/** Takes the pictures of the guide anew: the test that looks at them keeps what it sees. */
export function pictures(node) {
  process.env.PLINTH_GUIDE_PICTURES = 'take';
  return test(node, ['guide-pictures.browser']);
}

/** A bundle that cannot be built is one failure; the tests that need none still run. */
async function bundlesAreBuilt(node) {
  try {
    await buildBrowserBundles(node);
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.log(` ✗ ${error.message}`);
    return false;
  }
}
