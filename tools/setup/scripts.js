import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildBrowserBundles } from './browser-bundle.js';
import { installLibrariesOf } from './extra-libraries.js';
import { plinthFolder, root } from './paths.js';
import { environmentWithNode, run, SetupError } from './program.js';
import { findChromium } from './system-programs.js';

/**
 * The scripts among a folder's sources: the files that no other file of the folder names. What another imports or starts is a part.
 * @param {Readonly<Record<string, string>>} sources text by file name
 */
export function scriptNames(sources) {
  const named = new Set(Object.values(sources).flatMap((text) => [...text.matchAll(/'(?:\.\/)?([\w.-]+\.ts)'/g)].map(([, file]) => file)));
  const scripts = Object.keys(sources).filter((file) => /\.ts$/.test(file) && !/\.(test|d)\.ts$/.test(file) && !named.has(file));
  return scripts.map((file) => file.replace(/\.ts$/, '')).sort();
}

/**
 * The folders beside a script from which it imports.
 * @param {string} source
 */
export function importedFolders(source) {
  return [...new Set([...source.matchAll(/ from '\.\/([\w-]+)\//g)].map(([, folder]) => folder))];
}

/** What is said where a folder has nothing to run: that nothing was shown, and what could be run instead. */
export function nothingToRun(folderName, others) {
  const instead = Object.entries(others).flatMap(([name, scripts]) => scripts.map((script) => `${name}/${script}`));
  const there = instead.length === 0 ? '' : ` There are: ${instead.join(', ')}.`;
  return `${folderName}/ has nothing to run yet, so nothing was run and nothing is shown.${there}`;
}

/**
 * Which scripts of those that exist are asked for: all, or the named ones.
 * @param {readonly string[]} existing
 * @param {readonly string[]} asked
 */
export function chosenScripts(existing, asked) {
  const unknown = asked.filter((name) => !existing.includes(name));
  if (unknown.length > 0) throw new SetupError(`There is no script ${unknown.join(', ')}; there are: ${existing.join(', ')}.`);
  return asked.length > 0 ? asked : existing;
}

/** Runs the scripts of `benchmarks`, `conformance` or `chaos` one after the other: `[names…] [--list] [-- parameters…]`. */
export async function runScripts(folderName, node, parameters) {
  const folder = join(root, folderName);
  const existing = scriptsIn(folderName);
  if (existing.length === 0) {
    const others = ['benchmarks', 'conformance', 'chaos'].filter((name) => name !== folderName);
    console.log(nothingToRun(folderName, Object.fromEntries(others.map((name) => [name, scriptsIn(name)]))));
    return 0;
  }
  if (parameters.includes('--list')) {
    console.log(existing.join('\n'));
    return 0;
  }
  const split = parameters.includes('--') ? parameters.indexOf('--') : parameters.length;
  const chosen = chosenScripts(existing, parameters.slice(0, split));
  await buildBrowserBundles(node);
  const failed = [];
  for (const name of chosen) {
    console.log(`\n${folderName}/${name}`);
    for (const own of importedFolders(readFileSync(join(folder, `${name}.ts`), 'utf8'))) {
      if (existsSync(join(folder, own, 'package-lock.json'))) await installLibrariesOf(join(folder, own), node);
    }
    const env = {
      ...environmentWithNode(node),
      NODE_COMPILE_CACHE: join(plinthFolder, 'compile-cache'),
      PLINTH_CHROMIUM: findChromium() ?? '',
    };
    const { code } = await run(node, [join(folder, `${name}.ts`), ...parameters.slice(split + 1)], { env });
    if (code !== 0) failed.push(name);
  }
  if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}. Again only these: npm run … -- ${failed.join(' ')}`);
  return failed.length === 0 ? 0 : 1;
}

function scriptsIn(folderName) {
  const folder = join(root, folderName);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.ts')) : [];
  return scriptNames(Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')])));
}
