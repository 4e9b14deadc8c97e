import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { findChromium, findPostgres } from './tools/setup/system-programs.js';

// For the servers of the database tests, which are started by this process.
process.env.PLINTH_POSTGRES ||= findPostgres() ?? '';

const browserTests = '**/*.browser.test.{ts,tsx}';
const elsewhere = ['**/node_modules/**', '**/dist/**', '**/fixtures/**'];

export default defineConfig({
  test: {
    // Empty where there is none.
    env: { PLINTH_CHROMIUM: findChromium() ?? '' },
    globalSetup: ['packages/infrastructure/database/src/testing-servers.ts', 'tools/test-servers/src/vitest-servers.ts'],
    hookTimeout: 60_000,
    // What a file imports stays for the next one of the same worker: to load the platform anew for each would take as long as to test it.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['{packages,components,apps,examples,benchmarks,conformance,chaos}/**/*.test.{ts,tsx}', 'tools/**/*.test.{ts,js}'],
          exclude: [...elsewhere, browserTests],
          // What waits for a server or a clock leaves room for one file more than there are cores.
          maxWorkers: availableParallelism() + 1,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [browserTests],
          exclude: elsewhere,
          // Without a browser every test is skipped, and counted as skipped.
          testNamePattern: findChromium() === null ? /(?!)/ : undefined,
          globalSetup: ['tools/setup/testing-browser.js'],
          // A browser uses more than one core, so these run after the others. Each waits for its server or its page often enough to
          // leave room for one file more than there are cores. The times are for machines that are busy with something else.
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
