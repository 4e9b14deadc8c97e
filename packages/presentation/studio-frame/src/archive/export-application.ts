import { type Client, pullDefinition } from '@plinth/api-contract';
import { saveFile } from '@plinth/component-kit';
import { zipOf } from './zip-of.ts';

interface Exported {
  readonly tenant: string;
  readonly application: string;
  /** `main` where absent. */
  readonly branch?: string;
}

/** Saves the files of an application, as `plinth pull` writes them, in one archive. */
export async function exportApplication(client: Client, { tenant, application, branch }: Exported): Promise<void> {
  const { files } = await client.call(pullDefinition, { tenant, application }, branch === undefined ? {} : { branch });
  const named = Object.entries(files).map(([path, content]) => [`${application}/${path}`, content] as const);
  saveFile(new Blob([zipOf(named)], { type: 'application/zip' }), `${application}.zip`);
}
