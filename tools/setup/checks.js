import { environmentWithNode, run } from './program.js';

/**
 * What must hold of the sources as a whole. `npm run check` runs these, `npm test` counts each as a test, and
 * `npm run generate` runs those that can write what they check.
 */
const checks = [
  { name: 'types', parameters: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  { name: 'lint and format', parameters: ['node_modules/@biomejs/biome/bin/biome', 'check'], write: '--write' },
  { name: 'architecture', parameters: ['tools/architecture/src/main.ts'], write: '--write' },
  { name: 'errors page', parameters: ['tools/errors-page/src/main.ts'], write: '--write' },
  { name: 'configuration page', parameters: ['apps/server/src/write-configuration-page.ts'], write: '--write' },
  { name: 'third-party notices', parameters: ['tools/notices/src/main.ts'], write: '--write' },
];

/** Runs the checks one after the other and prints what fails; gives how many passed and failed. */
export async function runChecks(node, list = checks) {
  let passed = 0;
  for (const check of list) {
    const started = Date.now();
    const { code, output } = await run(node, check.parameters, { env: environmentWithNode(node), quiet: true });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    if (code === 0) passed++;
    else console.log(output.trimEnd());
    console.log(` ${code === 0 ? '✓' : '✗'} ${check.name} (${seconds} s)`);
  }
  return { passed, failed: list.length - passed };
}

/** Writes every generated page and formats the sources; gives the exit code. */
export async function generate(node) {
  const writers = checks.filter(({ write }) => write !== undefined);
  return (
    await runChecks(
      node,
      writers.map((check) => ({ ...check, parameters: [...check.parameters, check.write] })),
    )
  ).failed === 0
    ? 0
    : 1;
}
