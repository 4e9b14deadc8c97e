import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assignRole, listMembers, publish } from '@plinth/api-contract';
import type { TestPlatform } from './testing.ts';
import { startPlinth } from './testing-plinth.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Where the seven files of a real bank are, which are not part of the project. */
export const berkaFolder = join(root, '..', 'shared', 'data', 'berka');
/** False where the files are missing; a machine that checks every change has to have them. */
export const berkaPresent = existsSync(berkaFolder);
if (!berkaPresent && process.env.CI !== undefined) throw new Error(`The real bank's files are missing: ${berkaFolder}`);

/** Publishes the bank example without data and makes the administrator its manager. */
export async function publishBank(running: TestPlatform): Promise<void> {
  await runPlinth(running, 'push');
  await publish(running.client, { tenant: 'main', environment: 'production', application: 'bank' }, { version: '1.0.0' });
  const [administrator] = (await running.client.call(listMembers, { tenant: 'main' }, {})).items;
  await running.client.call(
    assignRole,
    { tenant: 'main' },
    { applicationKey: 'bank', roleKey: 'manager', memberId: administrator?.id ?? '' },
  );
}

/** Imports files of the real bank through the command line, in the order given; gives what the command said. */
export function importBerka(running: TestPlatform, files: readonly string[]): Promise<string> {
  return runPlinth(running, 'import', ...files.map((file) => join(berkaFolder, file)), '--environment', 'production');
}

/** Runs `plinth` in the folder of the bank example; gives its output as JSON text. */
async function runPlinth(running: TestPlatform, ...words: string[]): Promise<string> {
  const { code, out, notes } = await startPlinth(running, join(root, 'examples', 'bank'), ...words).ended;
  if (code !== 0) throw new Error(`plinth ${words[0]} ended with ${code}: ${notes}${out}`);
  return out;
}
