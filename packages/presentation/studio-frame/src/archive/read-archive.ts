import type { DefinitionFiles } from '@plinth/app-definition';
import { homeErrors } from '../errors.ts';

/** Bytes of an archive. What it unpacks to is bounded by itself. */
const largestArchive = 64 * 1024 * 1024;
/** Characters of all files together that are sent. */
const largest = 24 * 1024 * 1024;
const root = 'plinth.yaml';

/**
 * The files of an application in a ZIP archive, by their paths from the folder in which its `plinth.yaml` lies; whatever lies
 * elsewhere, and what is no YAML, is left. Throws `home.archive-unreadable`.
 */
export async function readArchive(file: Blob): Promise<DefinitionFiles> {
  if (file.size > largestArchive) throw unreadable('it is larger than 64 MB');
  const { ZipFile } = await import('@plinth/table-files');
  const archive = await ZipFile.open(file, { kind: 'a ZIP file', unreadable });
  const found = archive.names.filter((name) => name === root || name.endsWith(`/${root}`)).sort((a, b) => a.length - b.length)[0];
  if (found === undefined) throw unreadable(`there is no ${root} in it`);
  const folder = found.slice(0, -root.length);
  const files: Record<string, string> = {};
  let length = 0;
  for (const name of archive.names) {
    if (!name.startsWith(folder) || !/\.ya?ml$/.test(name)) continue;
    if (leavesItsFolder(name)) throw unreadable(`${name} leads out of its folder`);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let content = '';
    try {
      for await (const bytes of archive.read(name)) {
        const part = decoder.decode(bytes, { stream: true });
        length += part.length;
        if (length > largest) throw unreadable('its files are too large');
        content += part;
      }
      content += decoder.decode();
    } catch (error) {
      throw error instanceof TypeError ? unreadable(`${name} is not UTF-8`, error) : error;
    }
    files[name.slice(folder.length)] = content;
  }
  return files;
}

/** Nothing is ever written by these names; but an archive that tries is not one that was exported. */
function leavesItsFolder(name: string): boolean {
  return name.startsWith('/') || name.includes('\\') || name.split('/').includes('..');
}

function unreadable(reason: string, cause?: unknown) {
  return homeErrors.archiveUnreadable({ reason }, cause === undefined ? {} : { cause });
}
