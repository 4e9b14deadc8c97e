import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { answers, freePorts } from './free-ports.ts';
import { runProgram } from './run-program.ts';
import { NotToBeHad, type ServerKind } from './test-server.ts';

const version = '3.7.1';

/**
 * s3rver from the registry of npm, with a bucket `papers`; `S3RVER` is its login and its password, though it looks at no signature.
 * It is brought into a folder of its own: it is no longer kept, and nothing of ours stands on it.
 */
export function s3(cache: string): ServerKind {
  const folderOf = join(cache, `s3rver-${version}`);
  return {
    name: 's3',
    lacking: () => null,
    async prepare(folder) {
      if (!existsSync(folderOf)) await bring(folderOf);
      const [port = 0] = await freePorts(1);
      const program = join(folderOf, 'node_modules', 's3rver', 'bin', 's3rver.js');
      const place = ['--directory', folder, '--address', '127.0.0.1', '--port', String(port)];
      return {
        address: { host: '127.0.0.1', port },
        command: [process.execPath, '--no-warnings', program, ...place, '--configure-bucket', 'papers'],
        ready: () => answers(port),
      };
    },
  };
}

/** Downloads it, once for a checkout; whoever is second finds it. */
async function bring(folderOf: string): Promise<void> {
  mkdirSync(join(folderOf, '..'), { recursive: true });
  const folder = mkdtempSync(`${folderOf}-`);
  const npm = join(process.execPath, '..', '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save', '--loglevel', 'error'];
  const [program, first] = existsSync(npm) ? [process.execPath, [npm]] : ['npm', []];
  await runProgram(folder, program, [...first, 'install', '--prefix', folder, ...quiet, `s3rver@${version}`]).catch((error: unknown) => {
    throw new NotToBeHad(`s3rver cannot be had from the registry of npm. ${error}`);
  });
  if (!existsSync(folderOf)) renameSync(folder, folderOf);
  rmSync(folder, { recursive: true, force: true });
}
