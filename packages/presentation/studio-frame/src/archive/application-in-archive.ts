import { appOf, type DefinitionFiles, labelFromKey, readFiles } from '@plinth/app-definition';
import { readArchive } from './read-archive.ts';

/** What an archive has, as far as it is told before an application is made of it. */
export interface ApplicationInArchive {
  readonly files: DefinitionFiles;
  readonly label: string;
  readonly type: 'application' | 'module';
}

/** Reads the application of an archive. Whether its files are right is the server's to say. Throws `home.archive-unreadable`. */
export async function applicationInArchive(file: Blob): Promise<ApplicationInArchive> {
  const files = await readArchive(file);
  const app = appOf(readFiles(files).definition);
  return { files, label: app === null ? '' : app.label || labelFromKey(app.key), type: app?.type ?? 'application' };
}
