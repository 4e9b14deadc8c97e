import { functionsOf, type RecordOf } from '@plinth/app-definition';
import type { AppHost } from '@plinth/app-host';
import { parseType } from '@plinth/expression';
import type { JsonObject, JsonValue, RequestContext } from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import { permissionsFor } from '@plinth/record-store';
import type { FunctionWorld, RecordsPort } from '../capabilities/capabilities.ts';
import { type Grants, noGrants } from '../capabilities/grants.ts';
import { functionErrors } from '../errors.ts';
import type { FunctionAnswer, FunctionHost, FunctionToCall } from '../function-host.ts';
import { defaultLimits } from '../limits.ts';
import { inputMismatch, mismatch } from './typed-values.ts';

export interface ApplicationFunctionsOptions {
  readonly host: FunctionHost;
  readonly applications: Pick<AppHost, 'current'>;
  readonly records: (application: string) => RecordsPort;
  /** The value of a secret setting of an application; null where there is none of that key. */
  readonly secret?: (context: RequestContext, application: string, name: string) => Promise<string | null>;
  readonly sockets: OutgoingSockets;
}

/** The functions of released applications, as the context's actor may call them. */
export class ApplicationFunctions {
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
    const record = await this.require(context, application, key);
    const { records, secret, sockets } = this.#options;
    return this.#run(context, application, record, input, {
      grants: grantsOf(record),
      records: records(application),
      secret: secret === undefined ? undefined : (within, name) => secret(within, application, name),
      sockets,
    });
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
  ): Promise<FunctionAnswer> {
    const wrong = record.input === undefined ? null : inputMismatch(record.input, input);
    if (wrong !== null) throw functionErrors.wrongInput({ function: record.key, reason: wrong });
    const answer = await this.#options.host.call(context, toCall(owner, record), input, world);
    const unfit = record.result === undefined ? null : mismatch(parseType(record.result), answer.result as JsonValue, 'result');
    if (unfit !== null) throw functionErrors.wrongResult({ function: record.key, reason: unfit });
    return answer;
  }
}

function toCall(owner: string, { key, source, limits }: RecordOf<'function'>): FunctionToCall {
  return { owner, name: key, source, limits: { ...defaultLimits, ...limits } };
}

function grantsOf({ grants }: RecordOf<'function'>): Grants {
  return { ...noGrants, ...grants };
}
