import { type Client, pullDefinition } from '@plinth/api-contract';
import { zipOf } from './zip-of.ts';

/** Saves the files of an application, as `plinth pull` writes them, in one archive. */
export async function exportApplication(client: Client, at: { readonly tenant: string; readonly application: string }): Promise<void> {
  const { files } = await client.call(pullDefinition, at, {});
  const named = Object.entries(files).map(([path, content]) => [`${at.application}/${path}`, content] as const);
  const address = URL.createObjectURL(new Blob([zipOf(named)], { type: 'application/zip' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${at.application}.zip`;
  link.click();
  URL.revokeObjectURL(address);
}
