import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '@plinth/api-gateway';

const addresses = ['/', '/apps', '/apps/*', '/sign-in/:tenant', '/set-up/:token', '/invitation/:token'];

/** The Player's bundle, or nothing where it has not been built (tests of the API need none). */
export function playerSite(folder = join(import.meta.dirname, '..', '..', 'player', 'dist')): Site[] {
  const page = join(folder, 'index.html');
  return existsSync(page) ? [{ name: 'player', folder, page: readFileSync(page, 'utf8'), addresses }] : [];
}
