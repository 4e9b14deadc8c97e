import { setTimeout as pause } from 'node:timers/promises';
import {
  BoundedCache,
  type Clock,
  foundationErrors,
  isJsonObject,
  type JsonObject,
  PlinthError,
  systemClock,
  uuidV7,
} from '@plinth/foundation';
import { schemaViolations } from '@plinth/json-schema';
import type { HttpAnswer, HttpExchange } from '@plinth/outgoing';
import type { SystemBinding } from '../binding.ts';
import { type OpenConnection, secretTexts } from '../connection.ts';
import { connectorErrors } from '../errors.ts';
import type { SystemSpeaker } from '../system-speaker.ts';
import { askSystem, type SystemPorts } from './ask-system.ts';
import { whatToDo } from './attempts.ts';
import { actionOf, type Call, type CallAnswer } from './call.ts';
import { channelSystem, messageToSend, systemAt } from './channel-request.ts';
import type { Conversation } from './conversation.ts';
import { converse } from './converse.ts';
import { Gate, type GateState } from './gate.ts';
import { refusal } from './http-answer.ts';
import type { PlainRequest } from './http-request.ts';
import { givesIdempotencyKey, withIdempotencyKey } from './idempotency-key.ts';
import { probeSystem } from './probe-system.ts';
import { errorWithoutSecrets, withoutSecrets } from './redaction.ts';
import { redirected } from './redirects.ts';
import { type SaidRequest, saidRequest } from './said-request.ts';
import { signIn } from './sign-in.ts';
import { type Spoken, speak } from './spoken.ts';
import { systemOf } from './system-of.ts';
import { Tokens } from './tokens.ts';

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
      const channel = action.binding.protocol === 'channel' ? action.binding : null;
      const through = channel === null ? null : systemAt(connection.address);
      if (channel !== null && through !== null && (channel.transport === '' || channelSystem(channel.transport) === through)) {
        const { command, input: message } = messageToSend(through, channel, given);
        const { attempts } = await this.#system(call, { protocol: 'system', system: through, command }, message);
        // Where it lies is the system's own to say; the document says nothing of an answer.
        return { output: null, attempts, mismatches: [], request: null };
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

  /**
   * Opens a conversation about a method of gRPC: messages are sent on what was heard. It takes as long and says and hears as much as one
   * call of the connection may, and ends with the signal. Throws `connectors.no-action`, `no-conversation`, `no-wire`, `no-credential`,
   * `sign-in-refused`, `paused`, `too-many`; whatever happens to it then is thrown to who receives, without a secret.
   */
  converse({ signal }: { readonly signal: AbortSignal }, connection: OpenConnection, name: string): Promise<Conversation> {
    const gate = this.#gateOf(connection);
    const pause = (milliseconds: number) => this.#pauseFor(milliseconds, signal);
    const ports = { exchange: this.#exchange, tokens: this.#tokens, clock: this.#clock, gate, pause, signal };
    return converse(ports, connection, name, actionOf(connection, name));
  }

  /**
   * What a connection to a system with a protocol of its own signs in with, tokens in place of what gives them. Throws
   * `connectors.no-credential`, `connectors.sign-in-refused`, and what an exchange throws.
   */
  systemSecrets({ signal }: { readonly signal: AbortSignal }, connection: OpenConnection): Promise<OpenConnection['secrets']> {
    const { milliseconds, bytes } = connection.limits;
    return this.#tokens.inPlace({ exchange: this.#exchange, limits: { milliseconds, bytes }, signal }, connection);
  }

  /** Forgets the tokens of a connection, which its system may take no longer. */
  forgetTokens(connection: Pick<OpenConnection, 'id' | 'secrets'>): void {
    this.#tokens.forgetAll(connection);
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
    const own = systemOf(connection, bindings);
    const limits = { milliseconds: Math.min(connection.limits.milliseconds, 10_000), bytes: connection.limits.bytes };
    const ports = { exchange: this.#exchange, tokens: this.#tokens, limits, signal };
    const plain: PlainRequest = {
      method: isGrpc ? 'POST' : 'GET',
      address: new URL(connection.address),
      headers: { 'user-agent': 'Plinth' },
      body: null,
    };
    try {
      if (own !== null) {
        const signing = { ...connection, secrets: await this.systemSecrets({ signal }, connection) };
        secrets.push(...secretTexts(signing.secrets));
        await probeSystem(this.#systems, own, signing, limits.milliseconds, signal);
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
  #system(call: Call, binding: SystemBinding, input: JsonObject): Promise<Omit<CallAnswer, 'request'>> {
    const { signal, connection } = call;
    const ports: SystemPorts = {
      ...{ systems: this.#systems, clock: this.#clock, random: this.#random, gate: this.#gateOf(connection) },
      pause: (milliseconds) => this.#pauseFor(milliseconds, signal),
      secrets: (either) => this.systemSecrets({ signal: either }, connection),
      forgetTokens: () => this.forgetTokens(connection),
    };
    return askSystem(ports, call, binding, input);
  }

  #gateOf({ id, limits }: Pick<OpenConnection, 'id' | 'limits'>): Gate {
    return this.#gates.get(id, () => new Gate(this.#clock, limits.perSecond));
  }

  async #pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (milliseconds > 0) await this.#wait(milliseconds, signal);
  }
}

function isAnswer(result: unknown): result is HttpAnswer {
  return isJsonObject(result) && 'status' in result && 'body' in result;
}
