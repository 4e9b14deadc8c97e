import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunnerProcess } from '../pool/runner-process.ts';
import type { RunnerSurroundings } from '../runner/frames.ts';
import { type Enclosure, enclosures } from './enclosure.ts';
import { layProgramFiles, type ProgramFiles } from './program-files.ts';

/** What keeps a function, even one that broke out of its isolate, from everything else. */
export const wallNames = ['environment', 'user', 'files', 'network', 'processes', 'calls'] as const;
export type WallName = (typeof wallNames)[number];

/** The walls of this machine, as a runner within them has seen them. */
export interface Walls {
  readonly standing: readonly WallName[];
  readonly missing: readonly WallName[];
  readonly enclosure: Enclosure;
  readonly files: ProgramFiles;
  /** Starts a runner behind them. */
  start(): Promise<RunnerProcess>;
  /** The next user that nobody else is. */
  nextUser(): number;
  close(): Promise<void>;
}

/** A range that systemd keeps for users that live only for a while; each runner has its own of them. */
const firstUser = 61_184;
const users = 4_335;

/** Tries the strongest walls first and looks at them from within. Throws where no runner starts at all. */
export async function buildWalls(): Promise<Walls> {
  const folder = await mkdtemp(join(tmpdir(), 'plinth-functions-'));
  const files = await layProgramFiles(join(folder, 'world'));
  let next = Math.floor(Math.random() * users);
  const nextUser = () => firstUser + (next++ % users);
  let failure: unknown;
  for (const enclosure of enclosures) {
    try {
      const runner = await RunnerProcess.start(files, enclosure, nextUser());
      const standing = wallsSeenBy(runner.surroundings);
      runner.kill();
      return {
        standing,
        missing: wallNames.filter((name) => !standing.includes(name)),
        enclosure,
        files,
        start: () => RunnerProcess.start(files, enclosure, nextUser()),
        nextUser,
        close: () => rm(folder, { recursive: true, force: true }),
      };
    } catch (error) {
      failure = error;
    }
  }
  await rm(folder, { recursive: true, force: true });
  throw failure;
}

function wallsSeenBy({ user, variables, interfaces, root, process: own, filtered }: RunnerSurroundings): readonly WallName[] {
  const seen: Readonly<Record<WallName, boolean>> = {
    environment: variables === 0,
    user: user !== 0 && user !== process.getuid?.(),
    files: root.length > 0 && !root.some((name) => ['etc', 'home', 'proc', 'root', 'tmp', 'usr', 'var', 'Users', 'Windows'].includes(name)),
    network: interfaces.every((name) => name === 'lo'),
    processes: own === 1,
    calls: filtered,
  };
  return wallNames.filter((name) => seen[name]);
}
