import { type Replica, readSnapshot, restoreReplica } from '@plinth/app-definition';
import { type PlinthError, shortId } from '@plinth/foundation';
import { sessionErrors } from './errors.ts';
import { problemOf } from './keeper.ts';
import type { WindowClaims } from './window-claims.ts';
import type { KeptWork, WorkStorage } from './work-storage.ts';

/** Work of a window, taken over. */
export interface TakenWork {
  readonly work: KeptWork;
  readonly replica: Replica;
  readonly release: () => void;
}

/** What a window begins with. */
export interface Beginning {
  readonly window: string;
  readonly release: () => void;
  /** Its own work from before, or that of the window that was closed last. */
  readonly own: TakenWork | null;
  /** Work of other closed windows that has not reached the server. */
  readonly left: readonly TakenWork[];
  /** What an open window of this person has heard of the log; null where there is none, or where this one has work of its own. */
  readonly heard: Replica | null;
  readonly problem: PlinthError | null;
}

/**
 * Finds what this person kept of a branch on this device: in this window before it was loaded again, and in windows that
 * are closed. What open windows have stays theirs.
 */
export async function findWork(storage: WorkStorage, claims: WindowClaims, scope: string): Promise<Beginning> {
  let problem: PlinthError | null = null;
  const works = await storage.list(scope).catch((error: unknown): readonly KeptWork[] => {
    problem = problemOf(error);
    return [];
  });
  const taken: TakenWork[] = [];
  const open: KeptWork[] = [];
  for (const work of latestFirst(works, claims.former)) {
    const release = await claims.claim(work.window);
    if (release === null) {
      open.push(work);
      continue;
    }
    try {
      taken.push({ work, replica: replicaOf(work), release });
    } catch (error) {
      problem = sessionErrors.workUnreadable({ reason: error instanceof Error ? error.message : String(error) }, { cause: error });
      release();
    }
  }
  const [own = null, ...others] = taken;
  const left = others.filter(({ work, replica }) => replica.pending.length + replica.refused.length + work.state.refused.length > 0);
  for (const { work, release } of others.filter((one) => !left.includes(one))) {
    // Everything of it is in the log.
    await storage.remove(work.window).catch(() => undefined);
    release();
  }
  const name = own === null ? await newName(claims, works) : { window: own.work.window, release: own.release };
  claims.remember(name.window);
  return { ...name, own, left, heard: own === null ? lastHeard(open) : null, problem };
}

function lastHeard(open: readonly KeptWork[]): Replica | null {
  const replicas = open.flatMap((work) => {
    try {
      return [replicaOf(work)];
    } catch {
      // It is that window's to tell; here the server is asked.
      return [];
    }
  });
  return replicas.toSorted((a, b) => b.position - a.position)[0] ?? null;
}

function latestFirst(works: readonly KeptWork[], former: string | null): KeptWork[] {
  return works.toSorted((a, b) => Number(b.window === former) - Number(a.window === former) || b.savedAt - a.savedAt);
}

async function newName(claims: WindowClaims, works: readonly KeptWork[]): Promise<{ window: string; release: () => void }> {
  const free = claims.former !== null && works.every(({ window }) => window !== claims.former) ? claims.former : shortId();
  const release = await claims.claim(free);
  if (release !== null) return { window: free, release };
  const window = shortId();
  return { window, release: (await claims.claim(window)) ?? (() => undefined) };
}

function replicaOf({ base, entries, state }: KeptWork): Replica {
  const { definition, violations } = readSnapshot(base.snapshot);
  if (definition === null) throw new Error(violations[0]?.message ?? 'its snapshot is no definition');
  return restoreReplica(state.replica, { definition, position: base.position }, entries);
}
