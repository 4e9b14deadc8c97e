import { isUtf8 } from 'node:buffer';
import { setTimeout as pause } from 'node:timers/promises';
import {
  BoundedCache,
  type Clock,
  foundationErrors,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  nearestName,
  PlinthError,
  systemClock,
  uuidV7,
  type Violation,
} from '@plinth/foundation';
import { schemaViolations } from '@plinth/json-schema';
import { type HttpAnswer, type HttpExchange, outgoingErrors } from '@plinth/outgoing';
import type { SystemBinding } from '../binding.ts';
import { type OpenConnection, secretTexts } from '../connection.ts';
import type { Action } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import type { SystemSpeaker } from '../system-speaker.ts';
import { whatToDo } from './attempts.ts';
import { Gate, type GateState } from './gate.ts';
import { toldBody } from './http-answer.ts';
import type { PlainRequest } from './http-request.ts';
import { probeSystem } from './probe-system.ts';
import { errorWithoutSecrets, withoutSecrets } from './redaction.ts';
import { redirected } from './redirects.ts';
import { signIn } from './sign-in.ts';
import { type Spoken, speak } from './spoken.ts';
import { Tokens } from './tokens.ts';

/** A request as it may be shown: before anybody signed in, and without secrets that are repeated in it. */
export interface SaidRequest {
  readonly method: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As text, its beginning; null where nothing is sent, or no text. */
  readonly body: string | null;
}

/** What an action gave. */
export interface CallAnswer {
  readonly output: JsonValue;
  /** Null where the system is spoken to in a protocol of its own. */
  readonly request: SaidRequest | null;
  /** Requests that it took. */
  readonly attempts: number;
  /** Where the answer is not what the connector says: the system may have changed under us. */
  readonly mismatches: readonly Violation[];
}

export interface CallOptions {
  readonly exchange: HttpExchange;
  /** Who speaks to systems with protocols of their own, by the name of the system. */
  readonly systems?: Readonly<Record<string, SystemSpeaker>>;
  readonly clock?: Clock;
  /** Between 0 and 1. */
  readonly random?: () => number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** What may be said of one call beside its input. */
export interface HowToCall {
  /** Where the system knows such keys, it does nothing twice that is asked with the same one; one of ours where absent. */
  readonly idempotencyKey?: string | undefined;
}

/** One call, with all that its attempts share. */
interface Call {
  readonly signal: AbortSignal;
  readonly connection: OpenConnection;
  readonly name: string;
  readonly action: Action;
  /** When it is given up, in milliseconds since 1970. */
  readonly until: number;
  /** What nothing that is told may hold; tokens are added to it. */
  readonly secrets: string[];
}

/** Calls the actions of connectors, with what all of them share: limits, repetition, a pause for who fails, tokens. */
export class ConnectorCalls {
  readonly #exchange: HttpExchange;
  readonly #systems: Readonly<Record<string, SystemSpeaker>>;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly #tokens: Tokens;
  readonly #gates = new BoundedCache<Gate>(1000);

  constructor({
    exchange,
    systems = {},
    clock = systemClock,
    random = Math.random,
    wait = (milliseconds, signal) => pause(milliseconds, undefined, { signal }),
  }: CallOptions) {
    this.#exchange = exchange;
    this.#systems = systems;
    this.#clock = clock;
    this.#random = random;
    this.#wait = wait;
    this.#tokens = new Tokens(clock);
  }

  /**
   * Asks a system for one thing. Throws `connectors.no-action`, `wrong-input`, `unwritable-input`, `no-credential`, `sign-in-refused`,
   * `refused`, `unreadable-answer`, `paused`, `too-many`, and what an exchange throws; in none of them stands a secret.
   */
  async call(
    { signal }: { readonly signal: AbortSignal },
    connection: OpenConnection,
    name: string,
    input: JsonObject,
    { idempotencyKey = uuidV7() }: HowToCall = {},
  ): Promise<CallAnswer> {
    const action = actionOf(connection, name);
    const given = withIdempotencyKey(action, input, idempotencyKey);
    const violations = schemaViolations(action.input, given, connection.connector.types, 'sent');
    if (violations.length > 0) throw connectorErrors.wrongInput({ action: name, count: violations.length }, { details: { violations } });
    // Tokens that are given on the way are added.
    const secrets = [...secretTexts(connection.secrets)];
    try {
      const until = this.#clock.now() + connection.limits.milliseconds;
      const call = { signal, connection, name, action, until, secrets };
      if (action.binding.protocol === 'system') {
        const { output, ...answer } = await this.#system(call, action.binding, given);
        return { ...answer, output: withoutSecrets(output, secrets), request: null };
      }
      const spoken = speak(connection, name, action, given);
      const { output, ...answer } = await this.#attempts(call, spoken);
      const request = withoutSecrets({ ...saidRequest(spoken.request) }, secrets) as unknown as SaidRequest;
      return { ...answer, output: withoutSecrets(output, secrets), request };
    } catch (error) {
      // Nobody is there any more to be told how it ended.
      throw signal.aborted ? foundationErrors.cancelled({}, { cause: error }) : errorWithoutSecrets(error, secrets);
    }
  }

  /** How a connection stands at this server. */
  state(connection: Pick<OpenConnection, 'id' | 'limits'>): GateState {
    return this.#gateOf(connection).state();
  }

  /**
   * Signs in and asks the address of a connection for nothing: the status that it answers with, in words of HTTP, and how long it took. Throws what
   * {@link call} throws.
   */
  async test({ signal }: { readonly signal: AbortSignal }, connection: OpenConnection): Promise<{ status: number; milliseconds: number }> {
    const secrets = [...secretTexts(connection.secrets)];
    const started = this.#clock.now();
    const bindings = Object.values(connection.connector.actions).map(({ binding }) => binding);
    const isGrpc = bindings.some(({ protocol }) => protocol === 'grpc');
    const own = bindings.find((binding) => binding.protocol === 'system');
    const limits = { milliseconds: Math.min(connection.limits.milliseconds, 10_000), bytes: connection.limits.bytes };
    const ports = { exchange: this.#exchange, tokens: this.#tokens, limits, signal };
    const plain: PlainRequest = {
      method: isGrpc ? 'POST' : 'GET',
      address: new URL(connection.address),
      headers: { 'user-agent': 'Plinth' },
      body: null,
    };
    try {
      if (own !== undefined) {
        await probeSystem(this.#systems, own.system, connection, limits.milliseconds, signal);
        return { status: 200, milliseconds: this.#clock.now() - started };
      }
      const { method, address, headers, body, tls } = await signIn(ports, connection, '', { credentials: [] }, plain);
      const { status } = await this.#exchange({ method, address, headers, body, tls, protocol: isGrpc ? 'h2' : undefined, limits, signal });
      return { status, milliseconds: this.#clock.now() - started };
    } catch (error) {
      throw signal.aborted ? foundationErrors.cancelled({}, { cause: error }) : errorWithoutSecrets(error, secrets);
    }
  }

  async #attempts(call: Call, spoken: Spoken): Promise<Omit<CallAnswer, 'request'>> {
    const { signal, connection, name, action, until } = call;
    const { connector, limits } = connection;
    const { host } = spoken.request.address;
    const gate = this.#gateOf(connection);
    const repeatable = action.effect !== 'once' || givesIdempotencyKey(spoken.request);
    for (let attempts = 1; ; attempts++) {
      await this.#pauseFor(gate.enter(host, until - this.#clock.now()), signal);
      const result = await this.#once(call, spoken).catch((error: unknown) => error);
      if (signal.aborted) throw result;
      const answer = isAnswer(result) ? result : null;
      gate.leave(answer === null ? result instanceof PlinthError && !result.code.startsWith('outgoing.') : answer.status < 500);
      if (answer !== null && answer.status >= 200 && answer.status < 300) {
        const output = spoken.read(answer);
        return { output, attempts, mismatches: schemaViolations(action.output, output, connector.types, 'answered').slice(0, 10) };
      }
      const after = attempts < limits.attempts ? whatToDo(result, { repeatable, attempts, random: this.#random }) : null;
      if (after === null || after >= until - this.#clock.now()) throw answer === null ? result : refusal(name, host, answer);
      await this.#pauseFor(after, signal);
    }
  }

  /** One attempt, with the redirects that may be followed. */
  async #once(
    { signal, connection, name, action, until, secrets }: Call,
    { request, inWordsOfHttp, enough: counting }: Spoken,
  ): Promise<HttpAnswer> {
    const limitsNow = () => ({ milliseconds: Math.max(1, until - this.#clock.now()), bytes: connection.limits.bytes });
    const ports = { exchange: this.#exchange, tokens: this.#tokens, limits: limitsNow(), signal };
    const signed = await signIn(ports, connection, name, action, request);
    secrets.push(signed.headers.authorization?.replace(/^\w+ /, '') ?? '');
    let next: PlainRequest | null = signed;
    let answer: HttpAnswer | null = null;
    for (let hops = 0; next !== null && hops <= 5; hops++) {
      const { method, address, body, protocol } = next;
      const limits = limitsNow();
      // Over HTTP/2 the other side may know how long we wait.
      const headers = protocol === undefined ? next.headers : { ...next.headers, 'grpc-timeout': `${Math.ceil(limits.milliseconds)}m` };
      // Who we are is for the system alone that we signed in to.
      const tls = address.origin === signed.address.origin ? signed.tls : undefined;
      const owner = action.effect === 'once' ? undefined : connection.id;
      const enough = counting?.();
      const given = await this.#exchange({ method, address, headers, body, tls, protocol, enough, owner, limits, signal });
      answer = inWordsOfHttp?.(given) ?? given;
      next = redirected(next, answer, action.effect);
    }
    if (answer === null) throw new Error('No request was made.');
    if (answer.status === 401) for (const one of signed.by) this.#tokens.forget(`${connection.id} ${one}`);
    return answer;
  }

  /** The same for a system with a protocol of its own. */
  async #system(
    { signal, connection, name, action, until }: Call,
    binding: SystemBinding,
    input: JsonObject,
  ): Promise<Omit<CallAnswer, 'request'>> {
    const speaker = Object.hasOwn(this.#systems, binding.system) ? this.#systems[binding.system] : undefined;
    if (speaker === undefined) throw connectorErrors.notCallable({ action: name, protocol: binding.system });
    const { limits, secrets, connector } = connection;
    const address = new URL(connection.address);
    const gate = this.#gateOf(connection);
    const repeatable = action.effect !== 'once';
    for (let attempts = 1; ; attempts++) {
      await this.#pauseFor(gate.enter(address.host, until - this.#clock.now()), signal);
      const milliseconds = Math.max(1, until - this.#clock.now());
      const timer = AbortSignal.timeout(milliseconds);
      const either = AbortSignal.any([signal, timer]);
      const { command } = binding;
      const request = { action: name, command, input, address, secrets, limits: { milliseconds, bytes: limits.bytes }, signal: either };
      try {
        const output = await speaker(request);
        gate.leave(true);
        return { output, attempts, mismatches: schemaViolations(action.output, output, connector.types, 'answered').slice(0, 10) };
      } catch (thrown) {
        if (signal.aborted) throw thrown;
        const error = timer.aborted
          ? outgoingErrors.timedOut({ host: address.host, seconds: Math.ceil(milliseconds / 1000) }, { cause: thrown })
          : thrown;
        gate.leave(error instanceof PlinthError && !error.code.startsWith('outgoing.'));
        const after = attempts < limits.attempts ? whatToDo(error, { repeatable, attempts, random: this.#random }) : null;
        if (after === null || after >= until - this.#clock.now()) throw error;
        await this.#pauseFor(after, signal);
      }
    }
  }

  #gateOf({ id, limits }: Pick<OpenConnection, 'id' | 'limits'>): Gate {
    return this.#gates.get(id, () => new Gate(this.#clock, limits.perSecond));
  }

  async #pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (milliseconds > 0) await this.#wait(milliseconds, signal);
  }
}

function actionOf({ connector }: OpenConnection, name: string): Action {
  const action = Object.hasOwn(connector.actions, name) ? connector.actions[name] : undefined;
  if (action !== undefined) return action;
  const near = nearestName(name, Object.keys(connector.actions));
  throw connectorErrors.noAction({
    connector: connector.title,
    action: name,
    suggestion: near === null ? 'See which it has.' : `Is ${near} meant?`,
  });
}

const longestShown = 10_000;

function saidRequest({ method, address, headers, body }: PlainRequest): SaidRequest {
  // What is no text is shown to nobody.
  const isText = body !== null && isUtf8(body) && !body.includes(0);
  return { method, address: address.href, headers, body: isText ? Buffer.from(body).toString('utf8').slice(0, longestShown) : null };
}

function isAnswer(result: unknown): result is HttpAnswer {
  return isJsonObject(result) && 'status' in result && 'body' in result;
}

function refusal(action: string, host: string, answer: HttpAnswer): PlinthError {
  const { status } = answer;
  return connectorErrors.refused({ action, host, status }, { details: { answer: { status, body: toldBody(answer) } } });
}

const idempotencyHeader = /^(x-)?idempotency-key$/i;

/** A system that knows such keys does a thing once however often it is asked with the same one. */
function withIdempotencyKey({ binding }: Action, input: JsonObject, given: string): JsonObject {
  if (binding.protocol !== 'http') return input;
  const key = binding.parameters.find(({ in: where, name }) => where === 'header' && idempotencyHeader.test(name));
  return key === undefined || Object.hasOwn(input, key.property) ? input : { ...input, [key.property]: given };
}

function givesIdempotencyKey({ headers }: PlainRequest): boolean {
  return Object.keys(headers).some((name) => idempotencyHeader.test(name));
}
