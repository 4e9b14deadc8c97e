import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startEmbeddedServer } from '@plinth/database';
import { freePorts } from './servers/free-ports.ts';
import { seeded } from './servers/random.ts';
import { Servers } from './servers/servers.ts';
import { type Outcome, runSchedule } from './studio-convergence/schedule.ts';

/**
 * Random schedules of several people who edit, move, delete, undo, lose their network and load their windows again, over
 * two real servers and real WebSockets, while the servers are killed and started again and what they told as tentative is gone with
 * them. Each ends with all documents equal, sound, nothing tentative, and every action in the log or told to its author. Prints its seeds. What has ended is kept until all have: a run that was
 * broken off goes on with the seeds that are left.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261129' },
    runs: { type: 'string', default: '200' },
    together: { type: 'string', default: '10' },
  },
});
const [firstSeed, runs, together] = [Number(values.seed), Number(values.runs), Number(values.together)];
const random = seeded(firstSeed);
const folder = mkdtempSync(join(tmpdir(), 'plinth-studio-chaos-'));
chmodSync(folder, 0o755);
const database = await startEmbeddedServer(join(folder, 'database'), { settings: { max_connections: '200' } });
const { host, port, user, password } = database.superuser;
const url = `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/postgres`;
const servers = new Servers({ DATABASE_URL: url, PLINTH_DATA: join(folder, 'data') }, await freePorts(2));
const unfinished = join(import.meta.dirname, '..', '.plinth', 'chaos', `studio-convergence-${firstSeed}-${runs}.json`);
/** What has ended so far, with the kills and seconds that it took. */
const before = existsSync(unfinished)
  ? (JSON.parse(readFileSync(unfinished, 'utf8')) as { outcomes: Outcome[]; kills: number; seconds: number })
  : { outcomes: [], kills: 0, seconds: 0 };
const outcomes = [...before.outcomes];
const started = performance.now();
const spent = () => ({ kills: before.kills + servers.kills, seconds: before.seconds + Math.round((performance.now() - started) / 1000) });
try {
  await servers.start(0);
  await servers.start(1);
  const { administrator, makers } = await servers.people(3);
  for (let from = outcomes.length; from < runs; from += together) {
    const seeds = Array.from({ length: Math.min(together, runs - from) }, (_, at) => firstSeed + from + at);
    let running = true;
    const killing = (async () => {
      for (let kills = 0; kills < 2; kills++) {
        await wait(300 + random(1200));
        if (running) await servers.kill(random(2));
      }
    })();
    const batch = await Promise.all(
      seeds.map((seed) => {
        const people = Array.from({ length: 2 + (seed % 3) }, (_, at) => {
          const maker = makers[at % makers.length] ?? { memberId: '', token: '' };
          return { ...maker, address: servers.addresses[(at + seed) % 2] ?? '' };
        });
        return runSchedule(administrator, people, seed, 60);
      }),
    );
    running = false;
    await killing;
    outcomes.push(...batch);
    for (const { seed, broken } of batch) if (broken !== null) console.error(`seed ${seed}: ${broken}`);
    mkdirSync(dirname(unfinished), { recursive: true });
    writeFileSync(unfinished, JSON.stringify({ outcomes, ...spent() }));
    console.log(`${outcomes.length} of ${runs} (seeds ${seeds[0]} to ${seeds.at(-1)}), ${spent().kills} kills`);
  }
} finally {
  await servers.stop();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}

const sum = (name: 'edits' | 'undone' | 'cuts' | 'reloads' | 'tentative' | 'accepted' | 'refused' | 'overwritten') =>
  outcomes.reduce((total, outcome) => total + outcome[name], 0);
const result = {
  ...{ runs: outcomes.length, seed: firstSeed, broken: outcomes.filter(({ broken }) => broken !== null).length },
  ...{ edits: sum('edits'), undone: sum('undone'), cuts: sum('cuts'), reloads: sum('reloads'), seenAsTentative: sum('tentative') },
  ...{ accepted: sum('accepted'), refusedAndTold: sum('refused'), overwrittenAndTold: sum('overwritten') },
  ...spent(),
};
if (outcomes.length >= runs) rmSync(unfinished, { force: true });
console.log(JSON.stringify(result, null, 2));
if (result.broken > 0 || result.runs < runs) process.exitCode = 1;
else writeFileSync(new URL('results/studio-convergence.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
