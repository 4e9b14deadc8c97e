import type { TestProject } from 'vitest/node';
import { openDesk } from './desk.ts';
import { dataRoot, kinds } from './kinds.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests ask for servers of others: `POST` it with `/kafka`. */
    testServers: string;
  }
}

/** Vitest's global set-up: nothing is started until a test asks, and all of it ends with the run. */
export default async function openTestServers(project: TestProject): Promise<() => Promise<void>> {
  const desk = await openDesk(kinds, dataRoot);
  project.provide('testServers', desk.address);
  return () => desk.close();
}
