import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { plinthFolder, root } from './paths.js';
import { environmentWithNode, SetupError } from './program.js';

/**
 * Starts the simulated core-banking system of the bank example beside the platform; its records are kept between starts.
 * @param {string} node
 * @param {string} [folder] where its records are
 * @returns {Promise<{ address: string, stop: () => Promise<void> }>}
 */
export async function startCoreBanking(node, folder = join(plinthFolder, 'core-banking')) {
  const main = join(root, 'examples', 'bank', 'core-banking', 'src', 'main.ts');
  const child = spawn(node, [main, '--port', '0', '--data', folder], {
    env: environmentWithNode(node),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const address = await new Promise((resolve, reject) => {
    let told = '';
    child.stdout.on('data', (part) => {
      told += String(part);
      const found = /answers at ([\d.]+:\d+)/.exec(told)?.[1];
      if (found !== undefined) resolve(`http://${found}`);
    });
    child.once('error', reject);
    child.once('close', () => reject(new SetupError('The simulated core-banking system did not start.')));
  });
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
