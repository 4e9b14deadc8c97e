import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a built page needs before it starts: what it names, and what that imports without waiting to be asked. */
export interface StartBundle {
  readonly files: readonly string[];
  /** Of all of them, each gzipped. */
  readonly bytes: number;
}

/** Reads it from the folder of a built application. */
export function startBundle(folder: string, page: string): StartBundle {
  const html = readFileSync(join(folder, page), 'utf8');
  const waiting = [...html.matchAll(/\/([\w.-]+\.(?:js|css))"/g)].map(([, name = '']) => name);
  const seen = new Set<string>();
  let bytes = 0;
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const text = readFileSync(join(folder, name), 'utf8');
    bytes += gzipSync(text).length;
    if (name.endsWith('.js')) waiting.push(...importedBy(text));
  }
  return { files: [...seen], bytes };
}

/** Names of the scripts that a built script imports without waiting to be asked. */
export function importedBy(script: string): string[] {
  return [...script.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)].map(([, file = '']) => file);
}
