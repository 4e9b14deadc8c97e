import { componentsOf, recordsOf } from './accessors.ts';
import { acceptActions } from './actions/accept.ts';
import type { ActionBody, DefinitionAction, LogEntry } from './actions/definition-action.ts';
import { sameJson } from './actions/same-json.ts';
import { structuralViolations } from './actions/structure.ts';
import { textChangeBetween } from './actions/text-change.ts';
import { currentSchemaVersion, type Definition, snapshotOf, withDefaults } from './definition.ts';
import { randomEdit } from './random-edit.ts';
import { foresee, sendable } from './state/foresee.ts';
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
  /** What a server had told as tentative and took back. */
  readonly withdrawn: number;
  /** The broken law, null where all hold. */
  readonly broken: string | null;
}

interface Request {
  readonly client: number;
  readonly number: number;
  readonly expected: number;
  /** Ids of what its author had been told as tentative. */
  readonly foreseen: readonly string[];
  readonly actions: readonly DefinitionAction[];
}

interface Message {
  readonly answerTo: number | null;
  readonly entries: readonly LogEntry[];
  readonly refused: Readonly<Record<string, DefinitionViolation>>;
}

/** What a server has put in order and not yet committed, and whose answer waits for that. */
interface Tentative {
  readonly entries: readonly LogEntry[];
  readonly request: Request | null;
}

interface Client {
  replica: Replica;
  /** What a connection tells of what is tentative, in order. */
  readonly told: { readonly after: number; readonly entries: readonly LogEntry[] }[];
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
  readonly #tentative: Tentative[] = [];
  #ghosts = 0;
  #withdrawn = 0;
  readonly #clients: Client[];
  #undone = 0;

  constructor(initial: Definition, clients: number) {
    this.#initial = initial;
    this.#definition = initial;
    this.#clients = Array.from({ length: clients }, (_, at) => ({
      replica: createReplica(`person${at}`, initial, 0),
      partitioned: false,
      sent: 0,
      told: [],
      inbox: [],
      done: [],
    }));
  }

  step({ client: who, what, choices }: ScheduleStep): void {
    const at = who % this.#clients.length;
    const client = this.#clients[at];
    if (client === undefined) return;
    const [a, b] = choices;
    const kind = what % 28;
    if (kind < 8) this.#perform(client, randomEdit(client.replica.definition, `${at}x${client.done.length}`, choices));
    else if (kind < 10) this.#undo(client, kind === 8 ? 'undo' : 'redo');
    else if (kind < 13) this.#send(at, client);
    else if (kind < 16) this.#serve(a, b % 3 === 0);
    else if (kind < 18) this.#deliver(client, a, b % 3 === 0);
    else if (kind === 18) this.#broadcast(client, a, b);
    else if (kind === 19) this.#cut(client, a % 3 === 0);
    else if (kind < 24) this.#tellNext(client);
    else if (kind < 26) this.#commit(1 + (a % 3));
    else if (kind === 26) this.#appear(choices);
    else if (a % 4 === 0) this.#withdraw(0);
  }

  #cut(client: Client, partitioned: boolean): void {
    client.partitioned = partitioned;
    if (!partitioned) return;
    client.told.length = 0;
    client.replica = foresee(client.replica, client.replica.position, []).replica;
  }

  #tellNext(client: Client): void {
    const next = client.told.shift();
    if (next !== undefined) client.replica = foresee(client.replica, next.after, next.entries).replica;
  }

  #tell(after: number, entries: readonly LogEntry[]): void {
    for (const client of this.#clients) if (!client.partitioned) client.told.push({ after, entries });
  }

  #tip(): { readonly position: number; readonly definition: Definition; readonly ids: readonly string[] } {
    const entries = this.#tentative.flatMap((one) => one.entries);
    const actions = entries.map(({ action }) => action);
    const { definition } = acceptActions(this.#definition, this.#log.length, actions);
    return { position: this.#log.length + entries.length, definition, ids: actions.map(({ id }) => id) };
  }

  /** An edit of somebody who is never heard of again: it is told, and never committed. What stands on it goes with it. */
  #appear(choices: readonly [number, number, number]): void {
    const { position, definition } = this.#tip();
    const name = `ghost${this.#ghosts++}`;
    const body = haunting(definition, name, choices);
    if (body === null) return;
    const action = { ...body, id: name, actor: 'ghost', intent: 'Haunt', schemaVersion: currentSchemaVersion, seen: 0 };
    const { accepted } = acceptActions(definition, position, [action]);
    if (accepted.length === 0) return;
    this.#tentative.push({ entries: accepted, request: null });
    this.#tell(position, accepted);
  }

  #commit(count: number): void {
    for (let done = 0; done < count; done++) {
      const [next] = this.#tentative;
      if (next === undefined) return;
      if (next.request === null) {
        this.#withdraw(0);
        return;
      }
      this.#tentative.shift();
      const actions = next.entries.map(({ action }) => action);
      this.#definition = acceptActions(this.#definition, this.#log.length, actions).definition;
      this.#log.push(...next.entries);
      this.#reply(next.request, {});
    }
  }

  #withdraw(keep: number): void {
    const gone = this.#tentative.splice(keep);
    if (gone.length === 0) return;
    this.#withdrawn += gone.length;
    this.#tell(this.#tip().position, []);
    for (const { request } of gone) if (request !== null) this.#reply(request, {});
  }

  #reply({ client, number, expected }: Request, refused: Message['refused']): void {
    this.#clients[client]?.inbox.push({ answerTo: number, entries: this.#log.slice(expected), refused });
  }

  #perform(client: Client, body: ActionBody | null, undoes?: string): void {
    if (body === null) return;
    const action: DefinitionAction = {
      ...body,
      id: `${client.replica.actor}.${client.done.length}`,
      actor: client.replica.actor,
      intent: body.type,
      schemaVersion: currentSchemaVersion,
      seen: client.replica.position + client.replica.tentative.length,
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
    const due = sendable(client.replica);
    if (client.partitioned || due.length === 0) return;
    client.sent++;
    const foreseen = client.replica.tentative.map(({ action }) => action.id);
    this.#requests.push({ client: at, number: client.sent, expected: client.replica.position, foreseen, actions: due });
  }

  /** Any request may come next, and may come again. */
  #serve(choice: number, again: boolean): void {
    const at = choice % Math.max(this.#requests.length, 1);
    const request = this.#requests[at];
    if (request === undefined) return;
    if (!again) this.#requests.splice(at, 1);
    this.#answer(request);
  }

  /** Puts in order what stands at the end, and tells it; what is refused or late is answered at once. */
  #answer(request: Request): void {
    const { position, definition, ids } = this.#tip();
    const { expected, foreseen, actions } = request;
    const after = [...this.#log.slice(expected).map(({ action }) => action.id), ...ids];
    const isAtEnd = expected <= this.#log.length && sameJson(after, foreseen);
    const isKnown = actions.some(({ id }) => ids.includes(id) || this.#log.some(({ action }) => action.id === id));
    const result = acceptActions(definition, position, actions);
    const isRefused = Object.keys(result.refused).length > 0;
    if (!isAtEnd || isKnown || (isRefused && this.#tentative.length > 0)) {
      // What is refused is judged by what is committed only.
      this.#reply(request, {});
    } else if (isRefused) {
      this.#definition = result.definition;
      this.#log.push(...result.accepted);
      this.#reply(request, result.refused);
    } else {
      this.#tentative.push({ entries: result.accepted, request });
      this.#tell(position, result.accepted);
    }
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

  /** What is tentative is withdrawn, everybody hears everything and sends what is left. */
  settle(): void {
    this.#withdraw(0);
    for (let round = 0; round < 3; round++) {
      for (const [at, client] of this.#clients.entries()) {
        client.partitioned = false;
        client.inbox.length = 0;
        client.told.length = 0;
        client.replica = foresee(client.replica, client.replica.position, []).replica;
        client.replica = receive(client.replica, this.#log).replica;
        this.#send(at, client);
        const request = this.#requests.at(-1);
        if (request?.client !== at || request.number !== client.sent || client.replica.pending.length === 0) continue;
        this.#answer(request);
        this.#commit(1);
        const answer = client.inbox.pop();
        client.replica = receive(client.replica, this.#log).replica;
        client.replica = refuseAtServer(client.replica, new Map(Object.entries(answer?.refused ?? {}))).replica;
      }
    }
  }

  outcome(): ScheduleOutcome {
    const refused = this.#clients.flatMap(({ replica }) => replica.refused);
    return {
      accepted: this.#log.length,
      refused: refused.length,
      undone: this.#undone,
      withdrawn: this.#withdrawn,
      broken: this.#brokenLaw(refused),
    };
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
    if (/ghost|\u2020/.test(JSON.stringify([this.#log, final]))) return 'something of what was withdrawn is in the log';
    const aside = new Set(refused.map(({ action }) => action.id));
    for (const { replica, done } of this.#clients) {
      if (replica.pending.length > 0) return `${replica.actor} still has something pending`;
      if (replica.tentative.length > 0) return `${replica.actor} still sees something tentative`;
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

/** What a text of somebody who is never heard of again is made of, so that each letter of it tells. */
const mark = '\u2020\u2020\u2020\u2020';

/** An edit that leaves its name, or the mark, wherever it is seen. */
function haunting(definition: Definition, name: string, [a, b, c]: readonly [number, number, number]): ActionBody | null {
  const record = [...definition.records.values()].filter(({ kind }) => kind !== 'app')[a % Math.max(definition.records.size - 1, 1)];
  const pages = recordsOf(definition, 'page');
  const page = pages[c % Math.max(pages.length, 1)];
  if (record === undefined || page === undefined) return null;
  switch (b % 4) {
    case 0:
      return { type: 'RECORD_REMOVE', payload: { id: record.id } };
    case 1: {
      const values = { kind: 'component', id: name, parent: page.id, index: 'a0', component: 'ui.stack' } as const;
      return { type: 'RECORD_INSERT', payload: { record: withDefaults(values as never) } };
    }
    case 2:
      return { type: 'RECORD_UPDATE', payload: { id: record.id, path: ['label' in record ? 'label' : 'description'], value: name } };
    default: {
      const text = page.description ?? '';
      const at = c % (text.length + 1);
      const changes = textChangeBetween(text, `${text.slice(0, at)}${mark}${text.slice(at + (a % 4))}`);
      return { type: 'RECORD_TEXT', payload: { id: page.id, path: ['description'], changes } };
    }
  }
}

/** Runs one schedule to its end and tells whether the laws held. The same schedule always ends the same. */
export function runSchedule(initial: Definition, clients: number, steps: readonly ScheduleStep[]): ScheduleOutcome {
  const simulation = new Simulation(initial, clients);
  for (const step of steps) simulation.step(step);
  simulation.settle();
  return simulation.outcome();
}
