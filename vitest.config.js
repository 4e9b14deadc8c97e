import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { findChromium, findPostgres } from './tools/setup/system-programs.js';

export default defineConfig({
  test: {
    include: [
      'packages/**/*.test.{ts,tsx}',
      'components/**/*.test.{ts,tsx}',
      'apps/**/*.test.{ts,tsx}',
      'tools/**/*.test.{ts,js}',
      'examples/**/*.test.ts',
      'benchmarks/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '**/fixtures/**'],
    // Where the programs are that some tests need; empty: those tests are skipped.
    env: { PLINTH_CHROMIUM: findChromium() ?? '', PLINTH_POSTGRES: findPostgres() ?? '' },
    // Vitest leaves one core idle, which on a machine of two would be half of it.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ['packages/infrastructure/database/src/testing-servers.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
