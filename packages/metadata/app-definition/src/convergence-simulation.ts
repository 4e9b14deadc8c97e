import { componentsOf, recordsOf } from './accessors.ts';
import { acceptActions } from './actions/accept.ts';
import type { ActionBody, DefinitionAction, LogEntry } from './actions/definition-action.ts';
import { sameJson } from './actions/same-json.ts';
import { structuralViolations } from './actions/structure.ts';
import { currentSchemaVersion, type Definition, snapshotOf } from './definition.ts';
import { randomEdit } from './random-edit.ts';
import { act, createReplica, nextStep, type RefusedAction, type Replica, receive, refuseAtServer } from './state/replica.ts';
import type { DefinitionViolation } from './validation/violation.ts';

/** One step of a schedule: who, what, and numbers that choose the rest. */
export interface ScheduleStep {
  readonly client: number;
  readonly what: number;
  readonly choices: readonly [number, number, number];
}

export interface ScheduleOutcome {
  readonly accepted: number;
  readonly refused: number;
  readonly undone: number;
  /** The broken law, null where all hold. */
  readonly broken: string | null;
}

interface Request {
  readonly client: number;
  readonly number: number;
  readonly expected: number;
  readonly actions: readonly DefinitionAction[];
}

interface Message {
  readonly answerTo: number | null;
  readonly entries: readonly LogEntry[];
  readonly refused: Readonly<Record<string, DefinitionViolation>>;
}

interface Client {
  replica: Replica;
  partitioned: boolean;
  sent: number;
  readonly inbox: Message[];
  readonly done: string[];
}

/** Several people, one log, and a network that reorders, repeats and cuts off. */
class Simulation {
  readonly #initial: Definition;
  #definition: Definition;
  readonly #log: LogEntry[] = [];
  readonly #requests: Request[] = [];
  readonly #clients: Client[];
  #undone = 0;

  constructor(initial: Definition, clients: number) {
    this.#initial = initial;
    this.#definition = initial;
    this.#clients = Array.from({ length: clients }, (_, at) => ({
      replica: createReplica(`person${at}`, initial, 0),
      partitioned: false,
      sent: 0,
      inbox: [],
      done: [],
    }));
  }

  step({ client: who, what, choices }: ScheduleStep): void {
    const at = who % this.#clients.length;
    const client = this.#clients[at];
    if (client === undefined) return;
    const [a, b] = choices;
    const kind = what % 20;
    if (kind < 8) this.#perform(client, randomEdit(client.replica.definition, `${at}x${client.done.length}`, choices));
    else if (kind < 10) this.#undo(client, kind === 8 ? 'undo' : 'redo');
    else if (kind < 13) this.#send(at, client);
    else if (kind < 16) this.#serve(a, b % 3 === 0);
    else if (kind < 18) this.#deliver(client, a, b % 3 === 0);
    else if (kind === 18) this.#broadcast(client, a, b);
    else client.partitioned = a % 3 === 0;
  }

  #perform(client: Client, body: ActionBody | null, undoes?: string): void {
    if (body === null) return;
    const action: DefinitionAction = {
      ...body,
      id: `${client.replica.actor}.${client.done.length}`,
      actor: client.replica.actor,
      intent: body.type,
      schemaVersion: currentSchemaVersion,
      seen: client.replica.position,
      ...(undoes === undefined ? {} : { undoes }),
    };
    const change = act(client.replica, action);
    if (change.refused.length > 0) return;
    client.replica = change.replica;
    client.done.push(action.id);
  }

  #undo(client: Client, which: 'undo' | 'redo'): void {
    const step = nextStep(client.replica, which);
    if (step === null) return;
    this.#undone++;
    this.#perform(client, step.inverse, step.action);
  }

  #send(at: number, client: Client): void {
    if (client.partitioned || client.replica.pending.length === 0) return;
    client.sent++;
    this.#requests.push({ client: at, number: client.sent, expected: client.replica.position, actions: client.replica.pending });
  }

  /** Any request may come next, and may come again. */
  #serve(choice: number, again: boolean): void {
    const at = choice % Math.max(this.#requests.length, 1);
    const request = this.#requests[at];
    if (request === undefined) return;
    if (!again) this.#requests.splice(at, 1);
    this.#clients[request.client]?.inbox.push({ answerTo: request.number, ...this.#answer(request) });
  }

  #answer({ expected, actions }: Request): Omit<Message, 'answerTo'> {
    let refused: Readonly<Record<string, DefinitionViolation>> = {};
    if (expected === this.#log.length) {
      const result = acceptActions(this.#definition, this.#log.length, actions);
      this.#definition = result.definition;
      this.#log.push(...result.accepted);
      refused = result.refused;
    }
    return { entries: this.#log.slice(expected), refused };
  }

  #deliver(client: Client, choice: number, again: boolean): void {
    if (client.partitioned) return;
    const at = choice % Math.max(client.inbox.length, 1);
    const message = client.inbox[at];
    if (message === undefined) return;
    if (!again) client.inbox.splice(at, 1);
    client.replica = receive(client.replica, message.entries).replica;
    // An answer to a request that was given up says nothing about the actions that were sent again since.
    if (message.answerTo === client.sent) client.replica = refuseAtServer(client.replica, new Map(Object.entries(message.refused))).replica;
  }

  #broadcast(client: Client, from: number, length: number): void {
    const start = from % (this.#log.length + 1);
    client.inbox.push({ answerTo: null, entries: this.#log.slice(start, start + (length % 5)), refused: {} });
  }

  /** Everybody hears everything and sends what is left. */
  settle(): void {
    for (let round = 0; round < 3; round++) {
      for (const [at, client] of this.#clients.entries()) {
        client.partitioned = false;
        client.inbox.length = 0;
        client.replica = receive(client.replica, this.#log).replica;
        this.#send(at, client);
        const request = this.#requests.at(-1);
        if (request?.client !== at || request.number !== client.sent || client.replica.pending.length === 0) continue;
        const answer = this.#answer(request);
        client.replica = receive(client.replica, answer.entries).replica;
        client.replica = refuseAtServer(client.replica, new Map(Object.entries(answer.refused))).replica;
      }
    }
  }

  outcome(): ScheduleOutcome {
    const refused = this.#clients.flatMap(({ replica }) => replica.refused);
    return { accepted: this.#log.length, refused: refused.length, undone: this.#undone, broken: this.#brokenLaw(refused) };
  }

  #brokenLaw(refused: readonly RefusedAction[]): string | null {
    const final = snapshotOf(this.#definition);
    const [violation] = structuralViolations(this.#definition);
    if (violation !== undefined) return `the log's definition is unsound: ${violation.path} ${violation.message}`;
    // Independent of the check above: whatever stands in a circle is reached from no page.
    const reached = recordsOf(this.#definition, 'page').reduce((sum, page) => sum + componentsOf(this.#definition, page.id).length, 0);
    if (reached !== recordsOf(this.#definition, 'component').length) return 'a component is reached from no page';
    const inLog = new Set(this.#log.map(({ action }) => action.id));
    if (inLog.size !== this.#log.length) return 'an action is in the log twice';
    const aside = new Set(refused.map(({ action }) => action.id));
    for (const { replica, done } of this.#clients) {
      if (replica.pending.length > 0) return `${replica.actor} still has something pending`;
      if (replica.position !== this.#log.length) return `${replica.actor} has not heard everything`;
      if (!sameJson(snapshotOf(replica.definition), final)) return `${replica.actor} sees another definition`;
      if (!sameJson(snapshotOf(replica.confirmed), final)) return `${replica.actor} has confirmed another definition`;
      for (const id of done) {
        if (inLog.has(id) === aside.has(id)) return `the action ${id} ${inLog.has(id) ? 'is accepted and refused' : 'is lost'}`;
      }
    }
    const again = acceptActions(
      this.#initial,
      0,
      this.#log.map(({ action }) => action),
    );
    if (!sameJson(snapshotOf(again.definition), final)) return 'the log told again gives another definition';
    return this.#lostUpdate();
  }

  /** An oracle that knows nothing of the reducer: the last unconditional value of each property must stand. */
  #lostUpdate(): string | null {
    const last = new Map<string, { id: string; path: readonly string[]; value: unknown }>();
    const note = (body: ActionBody): void => {
      if (body.type === 'BATCH') body.payload.actions.forEach(note);
      else if (body.type === 'RECORD_UPDATE' && body.payload.path.length === 1) {
        const { id, path, value, expect } = body.payload;
        if (expect === undefined && value !== undefined) last.set(`${id} ${path[0]}`, { id, path, value });
        else last.delete(`${id} ${path[0]}`);
      } else if (body.type !== 'RECORD_MOVE') {
        const id = body.type === 'RECORD_INSERT' ? body.payload.record.id : body.payload.id;
        for (const key of [...last.keys()]) if (key.startsWith(`${id} `)) last.delete(key);
      }
    };
    for (const { action } of this.#log) note(action);
    for (const { id, path, value } of last.values()) {
      const record = this.#definition.records.get(id) as unknown as Record<string, unknown> | undefined;
      if (record !== undefined && !sameJson(record[path[0] ?? ''], value)) return `an accepted value of ${id}.${path.join('.')} is lost`;
    }
    return null;
  }
}

/** Runs one schedule to its end and tells whether the laws held. The same schedule always ends the same. */
export function runSchedule(initial: Definition, clients: number, steps: readonly ScheduleStep[]): ScheduleOutcome {
  const simulation = new Simulation(initial, clients);
  for (const step of steps) simulation.step(step);
  simulation.settle();
  return simulation.outcome();
}
