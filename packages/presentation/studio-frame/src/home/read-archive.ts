import type { DefinitionFiles } from '@plinth/app-definition';

/** Characters of all files together that are sent. */
const largest = 24 * 1024 * 1024;
const root = 'plinth.yaml';

/**
 * The files of an application in a ZIP archive, by their paths from the folder in which its `plinth.yaml` lies; whatever lies
 * elsewhere, and what is no YAML, is left. Throws `imports.unreadable`.
 */
export async function readArchive(file: Blob): Promise<DefinitionFiles> {
  const { tableFileErrors, ZipFile } = await import('@plinth/table-files');
  const archive = await ZipFile.open(file, 'a ZIP file');
  const found = archive.names.filter((name) => name === root || name.endsWith(`/${root}`)).sort((a, b) => a.length - b.length)[0];
  if (found === undefined) throw tableFileErrors.unreadable({ reason: `there is no ${root} in it` });
  const folder = found.slice(0, -root.length);
  const files: Record<string, string> = {};
  let length = 0;
  for (const name of archive.names) {
    if (!name.startsWith(folder) || !/\.ya?ml$/.test(name)) continue;
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let content = '';
    try {
      for await (const bytes of archive.read(name)) {
        const part = decoder.decode(bytes, { stream: true });
        length += part.length;
        if (length > largest) throw tableFileErrors.unreadable({ reason: 'its files are too large' });
        content += part;
      }
      content += decoder.decode();
    } catch (error) {
      throw error instanceof TypeError ? tableFileErrors.unreadable({ reason: `${name} is not UTF-8` }, { cause: error }) : error;
    }
    files[name.slice(folder.length)] = content;
  }
  return files;
}
