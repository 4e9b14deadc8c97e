import { join } from 'node:path';
import { kafka } from './kafka.ts';
import { mariadb } from './mariadb.ts';
import type { ServerKind } from './test-server.ts';

const plinth = join(import.meta.dirname, '..', '..', '..', '.plinth');

/** Every server that tests may ask for. */
export const kinds: readonly ServerKind[] = [kafka(join(plinth, 'test-servers', 'cache')), mariadb];

/** Where running servers keep what they store. */
export const dataRoot: string = join(plinth, 'test-servers', 'data');
