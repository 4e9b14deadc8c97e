import { functionsOf, type RecordOf } from '@plinth/app-definition';
import type { AppHost } from '@plinth/app-host';
import { parseType } from '@plinth/expression';
import type { JsonObject, JsonValue, RequestContext } from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import { permissionsFor } from '@plinth/record-store';
import type { FunctionWorld, RecordsPort, ToldEvent } from '../capabilities/capabilities.ts';
import { type Grants, noGrants } from '../capabilities/grants.ts';
import { functionErrors } from '../errors.ts';
import type { FunctionAnswer, FunctionHost, FunctionToCall, Looks } from '../function-host.ts';
import { type CallLimits, defaultLimits, greatestLimits } from '../limits.ts';
import type { FunctionPackages } from '../packages/locked-packages.ts';
import { inputMismatch, mismatch } from './typed-values.ts';

/** Port: calls a function by its key for the platform itself, as processes, schedules and events do. */
export interface FunctionCaller {
  /** Of `values` it is given what it takes. Errors are those of `functions.call`; `details.thrown` is the code that it threw. */
  callFor(context: RequestContext, call: PlatformCall): Promise<PlatformAnswer>;
}

export interface PlatformCall {
  readonly application: string;
  readonly function: string;
  readonly values: JsonObject;
  /** The same whenever the same is called again. */
  readonly idempotencyKey: string;
  /** Milliseconds that it may take at most, whatever its own limit is. */
  readonly mostMilliseconds?: number;
}

export interface PlatformAnswer {
  readonly result: JsonValue;
  /** Type of FEEL that the function promises; null where it promises none. */
  readonly type: string | null;
}

export interface ApplicationFunctionsOptions {
  readonly host: FunctionHost;
  readonly applications: Pick<AppHost, 'current'>;
  readonly records: (application: string) => RecordsPort;
  /** The value of a secret setting of an application; null where there is none of that key. */
  readonly secret?: (context: RequestContext, application: string, name: string) => Promise<string | null>;
  readonly connection?: FunctionWorld['connection'];
  readonly conversation?: FunctionWorld['conversation'];
  /** Tells an event of an application as the context's actor; gives its id. */
  readonly tell?: (context: RequestContext, application: string, event: ToldEvent) => Promise<string>;
  readonly sockets: OutgoingSockets;
}

/** The functions of released applications, as the context's actor may call them. */
export class ApplicationFunctions implements FunctionCaller {
  readonly #options: ApplicationFunctionsOptions;

  constructor(options: ApplicationFunctionsOptions) {
    this.#options = options;
  }

  /** Those that the actor may call, by key. */
  async list(context: RequestContext, application: string): Promise<readonly RecordOf<'function'>[]> {
    const { definition, model } = await this.#options.applications.current(context, application);
    if (context.actor.kind === 'system') return functionsOf(definition);
    const held = permissionsFor(context, model).user.roles;
    const granted = new Set(model.roles.filter(({ key }) => held.includes(key)).flatMap(({ call }) => call));
    return functionsOf(definition).filter(({ id }) => granted.has(id));
  }

  /** Throws `functions.no-function` where the actor may call none of that key: to others it is not there. */
  async require(context: RequestContext, application: string, key: string): Promise<RecordOf<'function'>> {
    const found = (await this.list(context, application)).find((each) => each.key === key);
    if (found === undefined) throw functionErrors.noFunction({ function: key });
    return found;
  }

  /** Calls a function, after a look at its input and before one at its result. */
  async call(context: RequestContext, application: string, key: string, input: JsonObject): Promise<FunctionAnswer> {
    return this.#call(context, application, await this.require(context, application, key), input);
  }

  async callFor(context: RequestContext, call: PlatformCall): Promise<PlatformAnswer> {
    const { application, function: key, values, idempotencyKey, mostMilliseconds = greatestLimits.time } = call;
    const found = await this.require(context, application, key);
    const time = Math.min(found.limits?.time ?? defaultLimits.time, mostMilliseconds);
    const record = { ...found, limits: { ...found.limits, time } };
    const { input: types, result: type = null } = record;
    const input = types === undefined ? values : Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(types, name)));
    const { result } = await this.#call(context, application, record, input, idempotencyKey);
    return { result, type };
  }

  #call(context: RequestContext, application: string, record: RecordOf<'function'>, input: JsonObject, idempotencyKey?: string) {
    return this.#run(context, application, record, input, this.#worldOf(application, grantsOf(record)), idempotencyKey);
  }

  #worldOf(application: string, grants: Grants): FunctionWorld {
    const { records, secret, connection, conversation, tell, sockets } = this.#options;
    return {
      ...{ grants, connection, conversation, sockets, records: records(application) },
      secret: secret === undefined ? undefined : (within, name) => secret(within, application, name),
      events: tell === undefined ? undefined : (within, event) => tell(within, application, event),
    };
  }

  /**
   * Runs a function as it is being written, for whoever writes it: on records as they may themselves. Addresses, secrets and connections
   * are there as far as the released function of the same key has them, for a draft was looked at by nobody.
   */
  async runDraft(context: RequestContext, application: string, draft: FunctionDraft, input: JsonObject): Promise<FunctionAnswer> {
    const { called, world } = await this.#drafted(context, application, draft);
    return this.#options.host.call(context, called, input, world);
  }

  /** The same while whoever writes it looks on. */
  async debugDraft(
    context: RequestContext,
    application: string,
    draft: FunctionDraft,
    input: JsonObject,
    looks: Looks,
  ): Promise<FunctionAnswer> {
    const { called, world } = await this.#drafted(context, application, draft);
    return this.#options.host.debug(context, called, input, world, looks);
  }

  async #drafted(context: RequestContext, application: string, draft: FunctionDraft) {
    const { definition } = await this.#options.applications.current(context, application);
    const released = functionsOf(definition).find(({ key }) => key === draft.key);
    const grants = sharedGrants(draft.grants, released === undefined ? noGrants : grantsOf(released));
    const { key: name, source, limits, packages } = draft;
    const called = { owner: `${application}, written by ${context.actor.id}`, name, source, limits, packages };
    return { called, world: this.#worldOf(application, grants) };
  }

  /** Runs a function where nothing is outside of it: for its test cases. */
  async runAlone(context: RequestContext, record: RecordOf<'function'>, input: JsonObject): Promise<FunctionAnswer> {
    return this.#run(context, '', record, input, { grants: noGrants, sockets: this.#options.sockets });
  }

  async #run(
    context: RequestContext,
    owner: string,
    record: RecordOf<'function'>,
    input: JsonObject,
    world: FunctionWorld,
    idempotencyKey?: string,
  ): Promise<FunctionAnswer> {
    const wrong = record.input === undefined ? null : inputMismatch(record.input, input);
    if (wrong !== null) throw functionErrors.wrongInput({ function: record.key, reason: wrong });
    const answer = await this.#options.host.call(context, toCall(owner, record, idempotencyKey), input, world);
    const unfit = record.result === undefined ? null : mismatch(parseType(record.result), answer.result as JsonValue, 'result');
    if (unfit !== null) throw functionErrors.wrongResult({ function: record.key, reason: unfit });
    return answer;
  }
}

/** The packages that a function uses. */
export function packagesOf({ packages = {}, lock = {} }: Pick<RecordOf<'function'>, 'packages' | 'lock'>): FunctionPackages {
  return { packages, lock };
}

function toCall(owner: string, record: RecordOf<'function'>, idempotencyKey?: string): FunctionToCall {
  const { key, source, limits } = record;
  const made = { owner, name: key, source, limits: { ...defaultLimits, ...limits }, packages: packagesOf(record) };
  return idempotencyKey === undefined ? made : { ...made, idempotencyKey };
}

/** A function that nobody has released. */
export interface FunctionDraft {
  readonly key: string;
  readonly source: string;
  readonly grants: Grants;
  readonly limits: CallLimits;
  readonly packages: FunctionPackages;
}

function sharedGrants(draft: Grants, released: Grants): Grants {
  return {
    // As whoever writes it: what they may do with records and tell they may by themselves.
    records: draft.records,
    events: draft.events,
    fetch: draft.fetch.filter((address) => released.fetch.includes(address)),
    secrets: Object.fromEntries(Object.entries(draft.secrets).filter(([name, address]) => released.secrets[name] === address)),
    connections: Object.fromEntries(
      Object.entries(draft.connections).map(([name, actions]) => [
        name,
        Object.hasOwn(released.connections, name) ? actions.filter((action) => released.connections[name]?.includes(action)) : [],
      ]),
    ),
  };
}

function grantsOf({ grants }: RecordOf<'function'>): Grants {
  return { ...noGrants, ...grants };
}
