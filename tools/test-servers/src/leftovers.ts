import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A data folder that says who uses it, so that what a killed run left is known as such. */
export function ownFolder(root: string, name: string): string {
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(join(root, `${name}-`));
  writeFileSync(join(folder, 'owner-id'), String(process.pid));
  return folder;
}

/** Ends servers whose owner is gone, and removes their folders. */
export function removeLeftovers(root: string): void {
  for (const name of existsSync(root) ? readdirSync(root) : []) {
    const folder = join(root, name);
    const owner = numberIn(join(folder, 'owner-id'));
    if (owner === null || isAlive(owner)) continue;
    const server = numberIn(join(folder, 'process-id'));
    // A process id may be somebody else's by now: only what names the folder is ended.
    if (server !== null && commandOf(server).includes(folder)) process.kill(server, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

function numberIn(file: string): number | null {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^\d+$/.test(text) ? Number(text) : null;
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch {
    return false;
  }
}

function commandOf(process_: number): string {
  const file = `/proc/${process_}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
