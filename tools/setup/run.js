import { generate, runChecks } from './checks.js';
import { installLibraries } from './libraries.js';
import { bringNode } from './node-runtime.js';
import { SetupError } from './program.js';
import { runScripts } from './scripts.js';
import { start } from './start.js';
import { pictures, test } from './test.js';

/** What each npm script does once Node and the libraries are there; each gives the exit code. */
const commands = {
  start,
  test,
  check: async (node) => ((await runChecks(node)).failed === 0 ? 0 : 1),
  generate,
  pictures,
  bench: (node, parameters) => runScripts('benchmarks', node, parameters),
  conformance: (node, parameters) => runScripts('conformance', node, parameters),
  chaos: (node, parameters) => runScripts('chaos', node, parameters),
};

const [name = '', ...parameters] = process.argv.slice(2);
const command = commands[name];
try {
  if (command === undefined) throw new SetupError(`There is no command "${name}"; there are: ${Object.keys(commands).join(', ')}.`);
  const node = await bringNode();
  await installLibraries(node);
  process.exitCode = await command(node, parameters);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
