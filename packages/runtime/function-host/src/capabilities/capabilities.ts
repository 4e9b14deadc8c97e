import {
  asPlinthError,
  foundationErrors,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type PlinthError,
  type RequestContext,
} from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import { functionErrors } from '../errors.ts';
import { messageBytes } from '../limits.ts';
import { unplainJson } from '../plain-json.ts';
import type { FairTurns } from '../pool/fair-turns.ts';
import { CallSecrets } from './call-secrets.ts';
import { type ConversationPort, Conversations } from './conversations.ts';
import { fetchGranted } from './fetch-granted.ts';
import type { Grants, RecordOperation } from './grants.ts';

/** The records of an application, as the caller of the function may use them. */
export interface RecordsPort {
  list(context: RequestContext, entity: string, options: JsonObject): Promise<JsonValue>;
  get(context: RequestContext, entity: string, id: string): Promise<JsonValue>;
  create(context: RequestContext, entity: string, values: JsonObject): Promise<JsonValue>;
  update(context: RequestContext, entity: string, id: string, values: JsonObject): Promise<JsonValue>;
  delete(context: RequestContext, entity: string, id: string): Promise<JsonValue>;
}

/** Port: calls an action of a connection, which the grants were asked for, and gives what it answers. */
export type ConnectionPort = (context: RequestContext, connection: string, action: string, input: JsonObject) => Promise<JsonValue>;

/** An event that a function tells: the key of its type, its data, and what it is about. */
export interface ToldEvent {
  readonly type: string;
  readonly data: JsonObject;
  readonly subject?: string;
}

/** Port: tells an event as the context's actor; gives its id. */
export type EventsPort = (context: RequestContext, event: ToldEvent) => Promise<string>;

/** What is outside of one call. */
export interface FunctionWorld {
  readonly grants: Grants;
  /** Absent where there are none: `plinth function run`. */
  readonly records?: RecordsPort | undefined;
  /** The value of a secret of the environment; null where there is none of that name. */
  readonly secret?: ((context: RequestContext, name: string) => Promise<string | null>) | undefined;
  /** Calls an action of a connection of the environment; absent where there are none. */
  readonly connection?: ConnectionPort | undefined;
  /** Opens a conversation about such an action. */
  readonly conversation?: ConversationPort | undefined;
  /** Absent where nobody hears: `plinth function run` without a grant. */
  readonly events?: EventsPort | undefined;
  readonly sockets: OutgoingSockets;
}

/** Something that a function asked for. */
export interface TracedRequest {
  /** In the words of its code: `records.create note`, `fetch GET https://api.example.com/`. */
  readonly what: string;
  readonly milliseconds: number;
  /** Code of the error that it was refused with, or that it failed by. */
  readonly problem: string | null;
}

const mostTraced = 200;
const tracedCharacters = 200;

/** How many requests are done at once, those for records and those to other systems; by environment. */
export interface CapabilityTurns {
  readonly records: FairTurns;
  readonly others: FairTurns;
}

export interface CapabilitiesOptions {
  readonly turns: CapabilityTurns;
  /** Told of what went wrong in the server itself, of which a function learns nothing. */
  readonly onFailure: (error: PlinthError) => void;
}

/** Answers what one call asks for, and remembers whether it may have changed anything. */
export class Capabilities {
  readonly #context: RequestContext;
  readonly #world: FunctionWorld;
  readonly #options: CapabilitiesOptions;
  readonly #secrets: CallSecrets;
  readonly #conversations = new Conversations();
  readonly #traced: TracedRequest[] = [];
  #changed = false;

  constructor(context: RequestContext, world: FunctionWorld, options: CapabilitiesOptions) {
    this.#context = context;
    this.#world = world;
    this.#options = options;
    this.#secrets = new CallSecrets(world.grants, async (name) => world.secret?.(context, name) ?? null);
  }

  /** Whether something was asked for that is not to be done twice. */
  get changed(): boolean {
    return this.#changed;
  }

  /** What was asked for, in the order in which it was answered. */
  get traced(): readonly TracedRequest[] {
    return this.#traced;
  }

  /** JSON in, JSON out: `{kind, parameters}` to `{value}` or `{problem}`. Never throws. */
  async answer(text: string): Promise<string> {
    const started = performance.now();
    let what = '';
    const trace = (problem: string | null) => {
      if (this.#traced.length >= mostTraced) return;
      this.#traced.push({
        what: this.#secrets.hide(what.slice(0, tracedCharacters)),
        milliseconds: Math.round(performance.now() - started),
        problem,
      });
    };
    try {
      const request: unknown = JSON.parse(text);
      what = wordsOf(request);
      const unplain = unplainJson(request);
      if (unplain !== null) throw functionErrors.notUnderstood({ what: `a request of which one says that ${unplain}` });
      const value = await this.#answer(request);
      const answer = JSON.stringify({ value });
      if (answer.length > messageBytes) throw functionErrors.notGranted({ what: `receive more than ${messageBytes} bytes at once` });
      trace(null);
      return answer;
    } catch (error) {
      const failure = asPlinthError(error);
      const { code, message, status, fault } = failure;
      trace(code);
      if (fault === 'ours') this.#options.onFailure(failure);
      // What is wrong with the server itself is nothing that a function should read; what is with others it may.
      const isHidden = status >= 500 && status !== 502 && status !== 504;
      const told = isHidden ? 'The server could not do it.' : this.#secrets.hide(message);
      return JSON.stringify({ problem: { code, message: told } });
    }
  }

  async #answer(request: unknown): Promise<JsonValue> {
    const { kind, parameters } = isJsonObject(request) ? request : { kind: null, parameters: null };
    const given = isJsonObject(parameters) ? parameters : {};
    switch (kind) {
      case 'records.list':
        return this.#records('read', given, (records, entity) => records.list(this.#context, entity, objectOf(given.options ?? {})));
      case 'records.get':
        return this.#records('read', given, (records, entity) => records.get(this.#context, entity, textOf(given.id)));
      case 'records.create':
        return this.#records('create', given, (records, entity) => records.create(this.#context, entity, objectOf(given.values)));
      case 'records.update':
        return this.#records('update', given, (records, entity) =>
          records.update(this.#context, entity, textOf(given.id), objectOf(given.values)),
        );
      case 'records.delete':
        return this.#records('delete', given, (records, entity) => records.delete(this.#context, entity, textOf(given.id)));
      case 'fetch':
        return this.#fetch(given);
      case 'connection.call':
        return this.#callConnection(given);
      case 'conversation.open':
        return this.#converse(given);
      case 'conversation.send':
        return this.#inTurn('others', () => this.#conversations.send(given));
      case 'conversation.receive':
        return this.#inTurn('others', () => this.#conversations.receive(given));
      case 'conversation.finish':
        return this.#conversations.finish(given);
      case 'conversation.close':
        return this.#conversations.close(given);
      case 'events.tell':
        return this.#tell(given);
      case 'user':
        return this.#user();
      case 'sleep':
        return this.#sleep(given.milliseconds);
      default:
        throw functionErrors.notUnderstood({ what: typeof kind === 'string' ? kind : 'a request of no kind' });
    }
  }

  async #records(
    operation: RecordOperation,
    { entity: given }: JsonObject,
    work: (records: RecordsPort, entity: string) => Promise<JsonValue>,
  ): Promise<JsonValue> {
    const entity = textOf(given);
    const { grants, records } = this.#world;
    const granted = Object.hasOwn(grants.records, entity) && grants.records[entity]?.includes(operation) === true;
    if (!granted || records === undefined) throw functionErrors.notGranted({ what: `${operation} records of ${entity}` });
    if (operation !== 'read') this.#changed = true;
    return this.#inTurn('records', () => work(records, entity));
  }

  /** What waits for its turn and is not wanted any more is not done. */
  #inTurn<Value>(of: keyof CapabilityTurns, work: () => Promise<Value>): Promise<Value> {
    const { environment, signal, tenant } = this.#context;
    const whenWanted = async () => {
      if (signal.aborted) throw foundationErrors.cancelled();
      return work();
    };
    return this.#options.turns[of].take(environment?.id ?? tenant.id, whenWanted, () => {
      throw functionErrors.busy();
    });
  }

  async #fetch(given: JsonObject): Promise<JsonValue> {
    const { grants, sockets } = this.#world;
    const options = objectOf(given.options ?? {});
    const method = typeof options.method === 'string' ? options.method.toUpperCase() : 'GET';
    if (method !== 'GET' && method !== 'HEAD') this.#changed = true;
    const world = { grants, sockets, secrets: this.#secrets, signal: this.#context.signal };
    return this.#inTurn('others', () => fetchGranted(world, textOf(given.address), { ...options, method }));
  }

  async #callConnection({ input = {}, ...given }: JsonObject): Promise<JsonValue> {
    const [connection, action, port] = this.#grantedAction(given, this.#world.connection);
    return this.#inTurn('others', () => port(this.#context, connection, action, objectOf(input)));
  }

  async #converse(given: JsonObject): Promise<JsonValue> {
    const [connection, action, port] = this.#grantedAction(given, this.#world.conversation);
    return this.#conversations.open(() => this.#inTurn('others', () => port(this.#context, connection, action)));
  }

  /** What an action does to another system is not known here: whoever asks for one has changed something. */
  #grantedAction<Port>({ connection: given, action: wanted }: JsonObject, port: Port | undefined): readonly [string, string, Port] {
    const [connection, action] = [textOf(given), textOf(wanted)];
    const { connections } = this.#world.grants;
    const granted = Object.hasOwn(connections, connection) && connections[connection]?.includes(action) === true;
    if (!granted || port === undefined) throw functionErrors.notGranted({ what: `call ${action} of the connection ${connection}` });
    this.#changed = true;
    return [connection, action, port];
  }

  async #tell({ type: given, data = {}, subject }: JsonObject): Promise<JsonValue> {
    const type = textOf(given);
    const { grants, events } = this.#world;
    if (!grants.events.includes(type) || events === undefined) throw functionErrors.notGranted({ what: `tell events of the type ${type}` });
    this.#changed = true;
    const event = { type, data: objectOf(data), ...(subject === undefined || subject === null ? {} : { subject: textOf(subject) }) };
    return { id: await this.#inTurn('records', () => events(this.#context, event)) };
  }

  #user(): JsonValue {
    const { id, name, email, groups } = this.#context.actor;
    return { id, name, email, groups: [...groups] };
  }

  async #sleep(given: unknown): Promise<null> {
    const milliseconds = typeof given === 'number' ? Math.min(Math.max(0, given), 120_000) : 0;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#context.signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
    return null;
  }
}

/** An address without what is asked there: what stands in it may be meant for nobody else. */
function wordsOf(request: unknown): string {
  const { kind = '', parameters } = isJsonObject(request) ? request : {};
  const { entity, address, options, connection, action, type } = isJsonObject(parameters) ? parameters : {};
  const method = isJsonObject(options) && typeof options.method === 'string' ? options.method : kind === 'fetch' ? 'GET' : undefined;
  const place = typeof address === 'string' ? address.replace(/[?#].*$/s, '') : undefined;
  return [kind, method, entity, place, connection, action, type].filter((word) => typeof word === 'string').join(' ');
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw functionErrors.notUnderstood({ what: 'a request without a text where one belongs' });
}

function objectOf(value: unknown): JsonObject {
  if (isJsonObject(value)) return value;
  throw functionErrors.notUnderstood({ what: 'a request without an object where one belongs' });
}
