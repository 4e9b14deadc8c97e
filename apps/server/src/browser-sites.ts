import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site, SitePage } from '@plinth/api-gateway';

/** Where the canvas of the Studio is, before tenant, environment and application. */
export const canvasAddress = '/studio-canvas/';

const applications = join(import.meta.dirname, '..', '..');

interface Bundle {
  readonly name: string;
  readonly pages: Readonly<Record<string, Omit<SitePage, 'html'>>>;
  /** Its service worker, and the address of that. */
  readonly worker?: { readonly file: string; readonly address: string };
}

const bundles: readonly Bundle[] = [
  {
    name: 'player',
    pages: {
      'index.html': { addresses: ['/', '/apps', '/apps/*', '/preview/*', '/sign-in/:tenant', '/set-up/:token', '/invitation/:token'] },
    },
  },
  {
    name: 'studio',
    pages: {
      'index.html': { addresses: ['/studio', '/studio/*'], frames: true },
      'canvas.html': { addresses: [`${canvasAddress}:tenant/:environment/:application`] },
    },
    worker: { file: 'service-worker.js', address: '/studio-worker.js' },
  },
];

/** The browser applications that have been built; tests of the API need none. */
export function browserSites(): Site[] {
  return bundles.flatMap(({ name, pages, worker }) => {
    const folder = join(applications, name, 'dist');
    const needed = [...Object.keys(pages), ...(worker === undefined ? [] : [worker.file])];
    if (!needed.every((file) => existsSync(join(folder, file)))) return [];
    const read = Object.entries(pages).map(([file, page]) => ({ ...page, html: readFileSync(join(folder, file), 'utf8') }));
    if (worker === undefined) return [{ name, folder, pages: read }];
    return [{ name, folder, pages: read, worker: { address: worker.address, script: readFileSync(join(folder, worker.file), 'utf8') } }];
  });
}
