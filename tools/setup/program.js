import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { root } from './paths.js';

/** A step that did not work, said in words for the person at the terminal. */
export class SetupError extends Error {}

const forwardedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program until it ends, passing signals on, and gives its exit code; one that a signal ended gives 128 + its number,
 * as shells do.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, shell?: boolean, quiet?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>} output is empty unless `quiet`
 */
export function run(command, parameters, options = {}) {
  const child = spawn(command, parameters, {
    cwd: options.cwd ?? root,
    env: options.env ?? process.env,
    shell: options.shell ?? false,
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  const pieces = [];
  child.stdout?.on('data', (piece) => pieces.push(piece));
  child.stderr?.on('data', (piece) => pieces.push(piece));
  const forward = (signal) => child.kill(signal);
  for (const signal of forwardedSignals) process.on(signal, forward);
  const watch = whenAbandoned(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const forwarded of forwardedSignals) process.off(forwarded, forward);
      clearInterval(watch);
      resolve({ code: exitCode(code, signal), output: Buffer.concat(pieces).toString('utf8') });
    });
  });
}

/**
 * Calls back once the npm that started us is gone. A signal sent to npm ends only the shell between npm and us, and
 * nothing that npm started may outlive it.
 */
function whenAbandoned(callBack) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    callBack();
  }, 500);
  return watch;
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCode(code, signal) {
  if (code !== null) return code;
  return 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0);
}

/** Environment in which `node` is the given one, for whatever a program starts in turn. */
export function environmentWithNode(node, environment = process.env) {
  const separator = process.platform === 'win32' ? ';' : ':';
  const name = Object.keys(environment).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...environment, [name]: [dirname(node), environment[name]].filter(Boolean).join(separator) };
}
