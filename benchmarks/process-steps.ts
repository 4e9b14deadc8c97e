import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figures, figures, keepResult } from './measurement.ts';
import { openDurableDatabase } from './process-steps/durable-database.ts';
import { type Latency, latencyAtHalfLoad } from './process-steps/latency.ts';
import { startPlinth } from './process-steps/plinth-side.ts';
import { type RivalSide, startDbos, startGraphile } from './process-steps/rival-sides.ts';
import { versionOf } from './rivals/load.ts';

/**
 * Instances of three steps, taken in and completed, beside graphile-worker with as many bare jobs and DBOS with as many workflows of three
 * steps: one after the other on the same durable PostgreSQL, each in the same process with its own connections; many at once, and single
 * ones at half of what there can be. The guarantees differ: graphile-worker does a job at least once; DBOS does a step at least once and
 * keeps what it gave; ours keeps three steps, their variables and the history in one transaction, once, and single ones come over HTTP.
 */
const { values } = parseArgs({
  options: {
    instances: { type: 'string', default: '2000' },
    singles: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
  },
});
const [instances, singles, rounds] = [values.instances, values.singles, values.rounds].map(Number) as [number, number, number];
const database = await openDurableDatabase('process-steps');

interface Measured {
  readonly perSecond: Figures;
  /** Of this process, without PostgreSQL. */
  readonly cpuMicroseconds: Figures;
  readonly latency: Latency;
}

async function measure({ take, one }: Pick<RivalSide, 'take' | 'one'>): Promise<Measured> {
  const rates: number[] = [];
  const costs: number[] = [];
  await take(Math.ceil(instances / 4));
  for (let round = 0; round < rounds; round++) {
    const [began, before] = [performance.now(), process.cpuUsage()];
    await take(instances);
    const { user: ours, system } = process.cpuUsage(before);
    rates.push((instances * 1000) / (performance.now() - began));
    costs.push((ours + system) / instances);
  }
  return { perSecond: figures(rates), cpuMicroseconds: figures(costs), latency: await latencyAtHalfLoad(one, singles) };
}

async function measureRival(name: string, start: (url: string) => Promise<RivalSide>): Promise<Measured> {
  await database.create(name);
  const side = await start(database.addressOf(name));
  const measured = await measure(side);
  await side.close();
  return measured;
}

try {
  await database.create('plinth_steps');
  const plinth = await startPlinth(database.addressOf('plinth_steps'), join(database.folder, 'data'));
  const asking = await database.connect('plinth_steps');
  const ours = await measure({
    async take(count) {
      await plinth.take('steps', count);
      await asking.untilNone(`process = 'steps' and status in ('new', 'active')`);
    },
    one: () => plinth.one(),
  });
  await plinth.close();
  await asking.close();
  const graphile = await measureRival('graphile', (url) => startGraphile(url, { batched: false }));
  const batched = await measureRival('graphile_batched', (url) => startGraphile(url, { batched: true }));
  const dbos = await measureRival('dbos', startDbos);
  const ratio = (other: Measured) => ours.perSecond.median / other.perSecond.median;
  keepResult(
    'process-steps',
    [
      {
        name: 'instances of three steps a second, of bare jobs of graphile-worker',
        value: ratio(graphile),
        goal: 0.5,
        better: 'higher',
        unit: '×',
      },
      {
        name: 'the same of its best, with a local queue and batched completion',
        value: ratio(batched),
        goal: 0.25,
        better: 'higher',
        unit: '×',
      },
      { name: 'the same of workflows of three steps of DBOS', value: ratio(dbos), goal: 5, better: 'higher', unit: '×' },
    ],
    {
      instances,
      singles,
      plinth: ours,
      graphile: { version: versionOf('graphile-worker'), plain: graphile, batched },
      dbos: { version: versionOf('@dbos-inc/dbos-sdk'), ...dbos },
    },
  );
} finally {
  await database.close();
}
