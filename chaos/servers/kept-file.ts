import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What a file holds of a run that was stopped; null where there is no file. */
export function readKept<Kept>(file: string): Kept | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : null;
}

/** Written beside and renamed: whoever is killed in between leaves what was before. */
export function keep(file: string, kept: unknown): void {
  writeFileSync(`${file}.new`, JSON.stringify(kept));
  renameSync(`${file}.new`, file);
}
