import {
  createApplication,
  followLongOperation,
  publish,
  pushDefinition,
  type ReplayOperation,
  replayHistories,
  resultOf,
} from '@plinth/api-contract';
import { type Disturbed, disturb } from '../processes/disturb.ts';
import { target } from '../processes/drive.ts';
import { patiently } from '../processes/patiently.ts';
import { changedBetween, check, snapshot, standing, wantedPlaces } from './check.ts';
import { bringToPlaces, finish, instancesByNumber, migrate, startInstances } from './drive.ts';
import { filesOf, placeOf, places } from './model.ts';
import { newStage, type Report, type Stage } from './stage.ts';

export interface MigrationOptions {
  readonly instances: number;
  /** How often something is killed or frozen. */
  readonly times: number;
  readonly random: (below: number) => number;
  /** How long all of it may take. */
  readonly seconds: number;
  /** How long the timers run at which instances stand. */
  readonly waitSeconds: number;
  /** Where a run goes on that was stopped; changed as it goes. */
  readonly stage?: Stage;
  /** Called whenever something of the stage is there to be kept. */
  readonly keep?: () => void;
}

export interface MigrationOutcome {
  readonly places: Readonly<Record<string, number>>;
  readonly replay: Stage['replay'];
  readonly report: Report | null;
  /** What was killed or frozen, how often. */
  readonly done: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
  readonly seconds: number;
}

/** Brings instances to their places, tries a new version on all that is recorded, moves those that can go on by it, and carries everything to its end. */
export async function runMigration(disturbed: Disturbed, options: MigrationOptions): Promise<MigrationOutcome> {
  const { instances: count, times, random, seconds, waitSeconds, stage = newStage(), keep = () => {} } = options;
  const { servers, superuser } = disturbed;
  const { administrator: client } = await servers.people(0);
  const [began, before] = [Date.now(), stage.seconds];
  const until = began + seconds * 1000;
  const wrong: string[] = [];
  const push = (isNew: boolean) => patiently(() => client.call(pushDefinition, target, { files: filesOf(isNew) }), until);
  let isRunning = true;
  const reached = (change: Partial<Stage>) => {
    Object.assign(stage, change, { seconds: before + Math.round((Date.now() - began) / 1000) });
    keep();
  };
  if (!stage.isPublished) {
    await client.call(createApplication, { tenant: 'main' }, { key: 'chaos', type: 'application', label: 'Chaos' });
    await push(false);
    await publish(client, target, { version: '1.0.0' });
    reached({ isPublished: true });
  }
  const disturbing = times === 0 ? Promise.resolve() : disturb(disturbed, times, random, () => isRunning, stage);
  try {
    if (!stage.isPlaced) {
      await startInstances(client, count, waitSeconds, until);
      await bringToPlaces(client, await instancesByNumber(client, until), until);
      reached({ isPlaced: true });
    }
    const instances = await instancesByNumber(client, until);
    const wanted = wantedPlaces(count);
    if (stage.replay === null) {
      await push(true);
      reached({ replay: await replayed(client, count, until) });
    }
    if (stage.replay !== null && !agrees(stage.replay, wanted)) wrong.push(`replayed ${JSON.stringify(stage.replay)}`);
    if (!stage.isNew) {
      await patiently(() => publish(client, target, { version: '2.0.0' }), until);
      reached({ isNew: true });
    }
    if (stage.report === null) {
      const there = await standing(superuser);
      if (Object.entries(wanted).some(([place, demanded]) => (there[place] ?? 0) !== demanded))
        wrong.push(`they stand elsewhere: ${JSON.stringify(there)}`);
      const first = await snapshot(superuser);
      const report = await migrate(client, { tried: true }, until);
      const changed = changedBetween(first, await snapshot(superuser));
      if (changed.length > 0) wrong.push(`trying has changed ${changed.slice(0, 20)}`);
      reached({ report });
    }
    if (stage.report !== null) wrong.push(...unexpected(stage.report, wanted));
    if (!stage.isMoved) {
      const first = await snapshot(superuser);
      await migrate(client, { tried: false }, until);
      const changed = changedBetween(first, await snapshot(superuser));
      const others = changed.filter((number) => placeOf(number) === 'ended' || places[placeOf(number)]?.stays !== null);
      if (others.length > 0) wrong.push(`moving has changed others too: ${others.slice(0, 20)}`);
      const left = await migrate(client, { tried: true }, until);
      if (left.moved > 0) wrong.push(`${left.moved} could still be moved`);
      reached({ isMoved: true });
    }
    if (!(await finish(client, instances, until))) wrong.push('it did not come to an end in time');
    isRunning = false;
    await disturbing;
    wrong.push(...(await check(superuser, count)));
    reached({});
    return { places: wanted, replay: stage.replay, report: stage.report, done: stage.done, wrong, seconds: stage.seconds };
  } finally {
    isRunning = false;
  }
}

async function replayed(client: Parameters<typeof publish>[0], count: number, until: number): Promise<NonNullable<Stage['replay']>> {
  const begun = await patiently(
    () => client.call(replayHistories, target, { process: 'order', branch: 'main', most: count, wait: 5 }),
    until,
  );
  const ended = await patiently(() => followLongOperation<ReplayOperation>(client, target, begun, { glance: 5 }), until);
  const { histories, same, differs, stops } = resultOf(ended);
  return { histories, same, differs, stops };
}

function agrees(replay: NonNullable<Stage['replay']>, wanted: Readonly<Record<string, number>>): boolean {
  const of = (verdict: 'same' | 'differs' | 'stops') =>
    Object.entries(wanted).reduce((sum, [place, count]) => (places[place]?.replay === verdict ? sum + count : sum), 0);
  return replay.same === of('same') && replay.differs === of('differs') && replay.stops === of('stops');
}

/** What of a report is not as it was written down. */
function unexpected({ moved, stay, reasons }: Report, wanted: Readonly<Record<string, number>>): string[] {
  const demanded: Record<string, number> = {};
  let movable = 0;
  for (const [place, count] of Object.entries(wanted)) {
    const stays = places[place]?.stays ?? null;
    if (place === 'ended' || count === 0) continue;
    if (stays === null) movable += count;
    else demanded[stays] = count;
  }
  const sum = Object.values(demanded).reduce((total, count) => total + count, 0);
  const sorted = (counts: Readonly<Record<string, number>>) => JSON.stringify(Object.entries(counts).sort());
  return moved === movable && stay === sum && sorted(reasons) === sorted(demanded)
    ? []
    : [
        `the report says ${JSON.stringify({ moved, stay, reasons })}, not ${JSON.stringify({ moved: movable, stay: sum, reasons: demanded })}`,
      ];
}
