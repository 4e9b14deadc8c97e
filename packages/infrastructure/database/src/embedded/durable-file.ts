import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a new file only its user may read, and waits until the disk has it. */
export async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts a file in place whole: whoever reads it, even after the power failed, finds the text before or the text after. */
export async function replaceDurably(file: string, text: string): Promise<void> {
  const written = `${file}.${randomUUID()}`;
  try {
    await writeDurably(written, text);
    await rename(written, file);
  } finally {
    await rm(written, { force: true });
  }
  // Windows knows no syncing of folders.
  if (process.platform === 'win32') return;
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The text of a file, or null where there is none; one that is there and cannot be read is an error, not a new beginning. */
export async function readKept(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
