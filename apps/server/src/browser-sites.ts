import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site, SitePage } from '@plinth/api-gateway';

/** Where the canvas of the Studio is, before tenant, environment and application. */
export const canvasAddress = '/studio-canvas/';

const applications = join(import.meta.dirname, '..', '..');

const bundles: readonly { readonly name: string; readonly pages: Readonly<Record<string, Omit<SitePage, 'html'>>> }[] = [
  {
    name: 'player',
    pages: { 'index.html': { addresses: ['/', '/apps', '/apps/*', '/sign-in/:tenant', '/set-up/:token', '/invitation/:token'] } },
  },
  {
    name: 'studio',
    pages: {
      'index.html': { addresses: ['/studio', '/studio/*'], frames: true },
      'canvas.html': { addresses: [`${canvasAddress}:tenant/:environment/:application`] },
    },
  },
];

/** The browser applications that have been built; tests of the API need none. */
export function browserSites(): Site[] {
  return bundles.flatMap(({ name, pages }) => {
    const folder = join(applications, name, 'dist');
    if (!Object.keys(pages).every((file) => existsSync(join(folder, file)))) return [];
    const read = Object.entries(pages).map(([file, page]) => ({ ...page, html: readFileSync(join(folder, file), 'utf8') }));
    return [{ name, folder, pages: read }];
  });
}
