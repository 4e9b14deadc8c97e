import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layerOfFolder } from './layers.ts';
import { parseSource } from './parse-source.ts';
import type { Package, RunsIn, SourceFile, Tree } from './tree.ts';

interface Manifest {
  readonly name?: string;
  readonly workspaces?: readonly string[];
  readonly plinth?: { readonly layer?: string; readonly runs?: string };
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const placesToRun: readonly RunsIn[] = ['anywhere', 'node', 'browser'];
const notOurs = /(^|\/)(node_modules|dist|fixtures)(\/|$)/;
/** Layers in which what stands beside `src` builds or tests what is in it; elsewhere everything is the thing itself. */
const layersWithSrc = /^(packages|components|apps)\//;
const forTests = /\.test\.[jt]sx?$|(^|\/)src\/testing(-[a-z-]+)?(\.tsx?$|\/)|\.property\.[jt]s$/;

/** Reads the manifests and sources of all workspaces below a root. */
export function readTree(root: string): Tree {
  const manifest = readManifest(root, '.');
  const folders = globSync(
    (manifest.workspaces ?? []).map((pattern) => `${pattern}/package.json`),
    { cwd: root },
  );
  const all = folders.map((path) => path.replace(/\\/g, '/').replace(/\/package\.json$/, ''));
  const packages = all.map((folder) => readPackage(root, folder, all)).sort((a, b) => (a.folder < b.folder ? -1 : 1));
  return {
    packages: new Map(packages.map((each) => [each.name, each])),
    rootDependencies: names(manifest.devDependencies),
  };
}

function readPackage(root: string, folder: string, all: readonly string[]): Package {
  const manifest = readManifest(root, folder);
  return {
    name: manifest.name ?? folder,
    folder,
    layer: layerOfFolder(folder),
    runs: placesToRun.find((place) => place === manifest.plinth?.runs) ?? null,
    declaredLayer: manifest.plinth?.layer ?? null,
    exports: Object.keys(manifest.exports ?? {}),
    dependencies: names(manifest.dependencies),
    optionalDependencies: names(manifest.optionalDependencies),
    developmentDependencies: names(manifest.devDependencies),
    peers: peersOf(root, Object.keys(manifest.dependencies ?? {})),
    hasReadme: existsSync(join(root, folder, 'README.md')),
    files: readSources(root, folder, all),
  };
}

/** What stands in another workspace below is that one's. */
function readSources(root: string, folder: string, all: readonly string[]): SourceFile[] {
  const others = all.filter((other) => other.startsWith(`${folder}/`)).map((other) => `${other.slice(folder.length + 1)}/`);
  return globSync('**/*.{ts,tsx,js}', { cwd: join(root, folder), exclude: (name) => notOurs.test(name) })
    .map((path) => path.replace(/\\/g, '/'))
    .filter((path) => !others.some((other) => path.startsWith(other)))
    .sort()
    .map((below) => {
      const path = `${folder}/${below}`;
      const development = forTests.test(path) || (layersWithSrc.test(folder) && !below.startsWith('src/') && !below.startsWith('bin/'));
      return parseSource(path, readFileSync(join(root, path), 'utf8'), development);
    });
}

/** What the installed dependencies want beside them; a manifest declares those without importing them. */
function peersOf(root: string, dependencies: readonly string[]): ReadonlySet<string> {
  const installed = dependencies
    .map((name) => join('node_modules', name))
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
  return new Set(installed.flatMap((folder) => Object.keys(readManifest(root, folder).peerDependencies ?? {})));
}

function readManifest(root: string, folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
}

function names(dependencies: Readonly<Record<string, string>> = {}): ReadonlySet<string> {
  return new Set(Object.keys(dependencies));
}
