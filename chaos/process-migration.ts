import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runMigration } from './process-migration/run-migration.ts';
import { newStage, type Stage } from './process-migration/stage.ts';
import { onDisturbedPlatform } from './processes/disturbed-platform.ts';
import { keepResult } from './results/keep-result.ts';
import { keep, readKept } from './servers/kept-file.ts';
import { seeded } from './servers/random.ts';

/**
 * A new version of a process comes while a thousand instances stand at fifteen kinds of places: its histories are done again by what is
 * to come, all live ones are tried, those that can are moved, and everything is carried to its end, while servers, PostgreSQL and
 * connections are killed or frozen at random. What must become of each place was written down before; a checker that knows nothing of
 * the engine reads the tables. With `--folder` everything is kept there, and a run that was stopped goes on where it was.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261130' },
    instances: { type: 'string', default: '1000' },
    times: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '5400' },
    wait: { type: 'string', default: '900' },
    folder: { type: 'string' },
  },
});
const [seed, instances, times, seconds, waitSeconds] = [values.seed, values.instances, values.times, values.seconds, values.wait].map(
  Number,
) as [number, number, number, number, number];
await onDisturbedPlatform(values.folder, 2, async (disturbed, folder) => {
  const file = join(folder, 'stage.json');
  const stage = readKept<Stage>(file) ?? newStage();
  const { wrong, ...outcome } = await runMigration(disturbed, {
    ...{ instances, times, random: seeded(seed), seconds, waitSeconds },
    ...{ stage, keep: () => keep(file, stage) },
  });
  keepResult('process-migration', { seed, instances, ...outcome }, wrong);
});
