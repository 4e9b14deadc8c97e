import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from './content-hash.js';
import { installFromLock } from './npm.js';
import { oneAtATime } from './one-at-a-time.js';
import { plinthFolder, root } from './paths.js';
import { run, SetupError } from './program.js';

/** The Node that runs TypeScript as we write it. */
const neededMajor = 24;

const pins = join(root, 'tools', 'setup', 'node-runtime');
const installed = join(plinthFolder, 'node');

/** Whether a Node of this version can run Plinth itself. */
export function isNewEnough(version) {
  return Number.parseInt(version, 10) >= neededMajor;
}

/**
 * The pinned package that carries Node for a platform, or null where none is published.
 * @param {Record<string, { os?: string | string[], cpu?: string | string[] }>} lockedPackages `packages` of the pins' lock
 */
export function runtimePackage(lockedPackages, platform, architecture) {
  const fits = (wanted, actual) => wanted !== undefined && [wanted].flat().includes(actual);
  const entry = Object.entries(lockedPackages).find(([, { os, cpu }]) => fits(os, platform) && fits(cpu, architecture));
  return entry?.[0] ?? null;
}

/** Path of a Node that is new enough: the one that runs this, the one brought earlier, or one brought now. */
export async function bringNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const { packages } = JSON.parse(readFileSync(join(pins, 'package-lock.json'), 'utf8'));
  const path = runtimePackage(packages, process.platform, process.arch);
  if (path === null) {
    throw new SetupError(
      `Plinth needs Node ${neededMajor}, this is ${process.version}, and no package brings it for ${process.platform} on ${process.arch}. ` +
        `Install Node ${neededMajor} from https://nodejs.org and try again.`,
    );
  }
  const hash = contentHash([], [join(pins, 'package-lock.json')]).slice(0, 16);
  const folder = join(installed, hash);
  const node = join(folder, path, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(node)) await oneAtATime(() => install(folder, node));
  return node;
}

async function install(folder, node) {
  if (existsSync(node)) return;
  console.log(`Node ${process.versions.node} is too old to run Plinth; fetching Node ${neededMajor} into .plinth/node (once) …`);
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(pins, name), join(folder, name));
  const code = await installFromLock(folder, process.execPath);
  if (code !== 0 || !existsSync(node)) {
    throw new SetupError(`npm could not fetch Node ${neededMajor} (exit code ${code}); its messages above say why.`);
  }
  const { code: works, output } = await run(node, ['--version'], { quiet: true });
  if (works !== 0) {
    throw new SetupError(
      `The fetched Node ${neededMajor} does not run here (${output.trim()}). Install Node ${neededMajor} from https://nodejs.org and try again.`,
    );
  }
}
