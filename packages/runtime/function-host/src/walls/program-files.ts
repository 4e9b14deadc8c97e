import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { filteringProgram } from './filtering-program.ts';

/** The files that a runner needs, and nothing beside them. */
export interface ProgramFiles {
  /** The folder that becomes its whole world. */
  readonly folder: string;
  /** Where Node and the compiler of functions are outside; within they are `/node` and `/compile`. */
  readonly node: string;
  readonly compiler: string;
}

const require = createRequire(import.meta.url);

/** Lays the files of a runner into an empty folder. */
export async function layProgramFiles(folder: string): Promise<ProgramFiles> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await writeFile(join(folder, 'runner.cjs'), await runnerProgram());
  await copyFile(nativeIsolates(), join(folder, 'isolates.node'));
  const { arch, platform } = process;
  if (platform === 'linux' && (arch === 'x64' || arch === 'arm64'))
    await writeFile(join(folder, 'enter'), filteringProgram(arch), { mode: 0o755 });
  // What is bound over them later.
  await mkdir(join(folder, 'node_modules'), { mode: 0o755 });
  for (const name of ['node', 'compile']) await writeFile(join(folder, name), '');
  for (const [place, library] of await libraries()) {
    await mkdir(join(folder, dirname(place)), { recursive: true });
    await copyFile(library, join(folder, place));
  }
  return { folder, node: await realpath(process.execPath), compiler: compilerProgram() };
}

/** The shared libraries that this very program runs with, which is the one that the runner is: place within to file outside. */
async function libraries(): Promise<ReadonlyMap<string, string>> {
  const places = new Map<string, string>();
  if (process.platform !== 'linux') return places;
  const maps = await readFile('/proc/self/maps', 'utf8');
  for (const [, file = ''] of maps.matchAll(/ (\/(?:usr\/)?lib\S*\.so[.\d]*)$/gm)) {
    // Programs name a library by the first part of its version: libstdc++.so.6 is libstdc++.so.6.0.30.
    places.set(join('/lib', basename(file).replace(/(\.so\.\d+)[.\d]*$/, '$1')), file);
  }
  for (const loader of [
    '/lib64/ld-linux-x86-64.so.2',
    '/lib/ld-linux-aarch64.so.1',
    '/lib/ld-musl-x86_64.so.1',
    '/lib/ld-musl-aarch64.so.1',
  ]) {
    if (existsSync(loader)) places.set(loader, loader);
  }
  return places;
}

/** The native part of isolated-vm for this machine: the one that comes with it, or that was built here. */
function nativeIsolates(): string {
  const isolates = require.resolve('isolated-vm');
  const find = createRequire(isolates)('node-gyp-build') as { path(folder: string): string };
  return find.path(dirname(isolates));
}

function compilerProgram(): string {
  const name = `@esbuild/${process.platform}-${process.arch}`;
  const esbuild = createRequire(require.resolve('esbuild'));
  return process.platform === 'win32' ? esbuild.resolve(`${name}/esbuild.exe`) : esbuild.resolve(`${name}/bin/esbuild`);
}

async function runnerProgram(): Promise<string> {
  const sources = join(import.meta.dirname, '..');
  const options = { bundle: true, write: false, legalComments: 'none', target: 'node24', logLevel: 'silent' } as const;
  const sandbox = await build({
    ...options,
    entryPoints: [join(sources, 'sandbox', 'sandbox.ts')],
    format: 'iife',
    globalName: 'PlinthSandbox',
    target: 'es2024',
  });
  const runner = await build({
    ...options,
    entryPoints: [join(sources, 'runner', 'start-runner.ts')],
    format: 'cjs',
    platform: 'node',
    define: { PLINTH_SANDBOX: JSON.stringify(textOf(sandbox)) },
  });
  return textOf(runner);
}

function textOf({ outputFiles }: { readonly outputFiles: readonly { readonly text: string }[] }): string {
  return outputFiles[0]?.text ?? '';
}
