import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything that set-up makes lies here; deleting it costs time and nothing else. */
export const plinthFolder = join(root, '.plinth');
