import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plinthFolder } from './paths.js';

const folder = join(plinthFolder, 'setup');

/** What was last done under this name, as `stamp` noted it; null when nothing was, or when the note is unreadable. */
export function lastStamp(name) {
  try {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')).done;
  } catch {
    return null;
  }
}

/** Notes that something is done for this content, so that it is not done twice. */
export function stamp(name, done) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  // Renaming makes the note appear whole or not at all.
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify({ done })}\n`);
  renameSync(`${file}.${process.pid}`, file);
}
