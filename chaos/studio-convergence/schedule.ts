import { setTimeout as wait } from 'node:timers/promises';
import { appendActions, type Client, createApplication, getBranch, listActions } from '@plinth/api-contract';
import { currentSchemaVersion, type LogEntry, readSnapshot, signatureOf, snapshotOf, structuralViolations } from '@plinth/app-definition';
import { loanDesk, randomEdit } from '@plinth/app-definition/testing';
import type { SessionTarget, StudioSession } from '@plinth/studio-session';
import { type TestBrowser, testBrowser } from '@plinth/studio-session/testing';
import { seeded } from '../servers/random.ts';

/** Somebody who takes part, on one of the servers. */
export interface Participant {
  readonly memberId: string;
  readonly address: string;
  readonly token: string;
}

export interface Outcome {
  readonly seed: number;
  readonly edits: number;
  readonly undone: number;
  readonly cuts: number;
  readonly reloads: number;
  /** How often somebody was seen to have something before it was committed. */
  readonly tentative: number;
  readonly accepted: number;
  readonly refused: number;
  readonly overwritten: number;
  /** The broken law, null where all hold. */
  readonly broken: string | null;
}

interface Author {
  readonly browser: TestBrowser;
  readonly target: SessionTarget;
  session: StudioSession;
  away: boolean;
  readonly done: Set<string>;
}

const patience = 90_000;

/** One random schedule of several people over real servers and real WebSockets, to its end, and which law it broke. */
export async function runSchedule(
  administrator: Client,
  participants: readonly Participant[],
  seed: number,
  steps: number,
): Promise<Outcome> {
  const random = seeded(seed);
  const application = `chaos-${seed.toString(36)}`;
  const at = { tenant: 'main', application };
  await persistently(() => prepare(administrator, application));
  const count = { edits: 0, undone: 0, cuts: 0, reloads: 0, tentative: 0 };
  const authors: Author[] = [];
  for (const { memberId, ...through } of participants) {
    const browser = testBrowser(through);
    const target = { ...at, memberId };
    const session = await persistently(() => browser.open(target));
    authors.push({ browser, target, session, away: false, done: new Set() });
    watch(session, count);
  }
  for (let step = 0; step < steps; step++) {
    const author = authors[random(authors.length)];
    if (author !== undefined) await take(author, random, `${step}`, count);
    await wait(random(40));
  }
  for (const author of authors) {
    author.browser.mend();
    author.away = false;
  }
  const broken = await brokenLaw(administrator, at, authors);
  const sessions = authors.map(({ session }) => session);
  const refused = sessions.reduce((sum, session) => sum + session.refused.value.length, 0);
  const overwritten = sessions.reduce((sum, session) => sum + session.overwritten.value.length, 0);
  const accepted = Math.max(...sessions.map(({ store }) => store.replica.position));
  await Promise.all(sessions.map((session) => session.close()));
  return { seed, ...count, accepted, refused, overwritten, broken };
}

async function prepare(administrator: Client, key: string): Promise<void> {
  const made = administrator.call(createApplication, { tenant: 'main' }, { key, type: 'application', label: key });
  // After a kill nobody knows whether it was made.
  await made.catch((error: { code?: string }) => {
    if (error.code !== 'repository.application-exists') throw error;
  });
  const actions = [...loanDesk().records.values()].flatMap((record) =>
    record.kind === 'app' ? [] : [{ type: 'RECORD_INSERT' as const, payload: { record } }],
  );
  const envelope = { id: `begin-${key}`, actor: 'chaos', intent: 'Begin', schemaVersion: currentSchemaVersion, seen: 0 };
  const begin = { ...envelope, type: 'BATCH', payload: { actions } };
  await administrator.call(appendActions, { tenant: 'main', application: key }, { expectedPosition: 0, actions: [begin] });
}

type Count = Record<'edits' | 'undone' | 'cuts' | 'reloads' | 'tentative', number>;

function watch({ store }: StudioSession, count: Count): void {
  store.subscribe(() => {
    if (store.replica.tentative.length > 0) count.tentative++;
  });
}

async function take(author: Author, random: (below: number) => number, name: string, count: Count): Promise<void> {
  const what = random(100);
  const { store } = author.session;
  const remember = (refused: unknown) => {
    const last = store.replica.pending.at(-1);
    if (refused === null && last !== undefined) author.done.add(last.id);
    return refused === null;
  };
  if (what < 66) {
    const choices = [random(100_000), random(100_000), random(100_000)] as const;
    const body = randomEdit(store.definition, `${author.target.memberId.slice(-4)}x${name}`, choices);
    if (body !== null && remember(store.dispatch(body, body.type))) count.edits++;
  } else if (what < 82) {
    const before = store.replica.pending.length;
    const refused = what < 77 ? store.undo() : store.redo();
    if (store.replica.pending.length > before && remember(refused)) count.undone++;
  } else if (what < 92) {
    author.away = !author.away;
    if (author.away) author.browser.cut();
    else author.browser.mend();
    count.cuts++;
  } else {
    // As a crash: nothing is sent any more, what was kept is found again.
    author.browser.cut();
    await author.session.close();
    author.session = await author.browser.open(author.target);
    watch(author.session, count);
    if (!author.away) author.browser.mend();
    count.reloads++;
  }
}

async function brokenLaw(
  administrator: Client,
  at: { tenant: string; application: string },
  authors: readonly Author[],
): Promise<string | null> {
  const until = performance.now() + patience;
  for (;;) {
    const { position } = await persistently(() => administrator.call(getBranch, at, {}));
    const settled = authors.every(
      ({ session }) =>
        session.pending.value === 0 && session.store.replica.position === position && session.store.replica.tentative.length === 0,
    );
    if (settled && position === (await persistently(() => administrator.call(getBranch, at, {}))).position) break;
    if (performance.now() > until) return `not settled: ${authors.map(({ session }) => stand(session)).join('; ')}; log ${position}`;
    await wait(50);
  }
  const { snapshot, signature } = await persistently(() => administrator.call(getBranch, at, {}));
  const { definition } = readSnapshot(snapshot);
  if (definition === null) return 'the branch cannot be read';
  const [violation] = structuralViolations(definition);
  if (violation !== undefined) return `the definition is unsound: ${violation.path} ${violation.message}`;
  const log = await wholeLog(administrator, at);
  const inLog = new Map(log.map(({ action }) => [action.id, action]));
  if (inLog.size !== log.length) return 'an action is in the log twice';
  for (const { session, done, target } of authors) {
    if (signatureOf(snapshotOf(session.store.definition)) !== signature) return `${target.memberId} sees another definition`;
    const told = new Set(session.refused.value.map(({ action }) => action.id));
    for (const id of done) {
      if (inLog.has(id) === told.has(id)) return `the action ${id} ${told.has(id) ? 'is accepted and refused' : 'is lost without a word'}`;
      const author = inLog.get(id)?.actor;
      if (author !== undefined && author !== target.memberId) return `the action ${id} was sent as ${author}`;
    }
  }
  return null;
}

const stand = ({ store, connection, pending, problem }: StudioSession) =>
  `${store.replica.position}, ${pending.value} pending, ${connection.value}, ${problem.value?.message ?? 'no problem'}`;

async function wholeLog(client: Client, at: { tenant: string; application: string }): Promise<LogEntry[]> {
  const log: LogEntry[] = [];
  for (;;) {
    const { entries } = await persistently(() => client.call(listActions, at, { after: log.length, limit: 1000 }));
    if (entries.length === 0) return log;
    log.push(...(entries as LogEntry[]));
  }
}

/** Again until it works: servers are being killed meanwhile. */
async function persistently<Result>(work: () => Promise<Result>): Promise<Result> {
  const until = performance.now() + patience;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > until) throw error;
      await wait(100);
    }
  }
}
