import { isStreamed, type Operation } from '@plinth/api-contract';
import { asPlinthError, inSpan, type RequestContext, type SpanRecorder, traceId } from '@plinth/foundation';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answer, answerProblem } from './answer.ts';
import type { Authenticator } from './authenticator.ts';
import type { GatheredRequest } from './gathered-work.ts';
import { inputReader } from './input.ts';
import { presentedBy, traceIn } from './request-proof.ts';
import { applySessionChange } from './session-change.ts';

/** What a finished request was, for logs, metrics and audit. */
export interface FinishedRequest {
  /** Null where the request failed before anybody knew who it was. */
  readonly context: RequestContext | null;
  /** The operation, or the channel that was opened. */
  readonly operation: Pick<Operation['contract'], 'id' | 'permission' | 'idempotency' | 'path'>;
  /** Key of the application that the path names; empty where it names none. */
  readonly application: string;
  readonly input: unknown;
  readonly status: number;
  /** The error's code, or null. */
  readonly code: string | null;
  readonly error: unknown;
  readonly trace: string;
  readonly milliseconds: number;
}

export interface RouteOptions {
  readonly authenticator: Authenticator;
  /** Whether cookies are marked `Secure`. */
  readonly secureCookies: boolean;
  readonly defaultBodyLimit: number;
  readonly onFinished: (request: FinishedRequest) => void;
  /** Told what was done through channels, gathered for the audit. */
  readonly onGathered?: ((work: GatheredRequest) => void) | undefined;
  /** Measures the steps of a request; nobody does where absent. `caller` is the span of a `traceparent` header. */
  readonly spans?: ((request: { readonly trace: string; readonly caller: string | null }) => SpanRecorder) | undefined;
}

/** One route for each operation: read, authenticate, authorise, check, handle, answer. */
export function addRoutes(server: FastifyInstance, operations: readonly Operation[], options: RouteOptions): void {
  for (const operation of operations) {
    const { contract } = operation;
    const readInput = inputReader(contract);
    server.route({
      method: contract.method,
      url: contract.path.replace(/\{(\w+)\}/g, ':$1'),
      bodyLimit: contract.bodyLimit ?? options.defaultBodyLimit,
      config: { streamed: isStreamed(contract) },
      handler: (request, reply) => handle(request, reply, operation, readInput, options),
    });
  }
}

async function handle(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
  readInput: (request: FastifyRequest) => unknown,
  options: RouteOptions,
): Promise<FastifyReply> {
  const started = performance.now();
  const trace = traceIn(request.headers.traceparent) ?? traceId();
  const { contract } = operation;
  const whole = options.spans?.({ trace, caller: callerOf(request.headers.traceparent) }).start('gateway.request');
  const steps = { spans: whole?.inside };
  const { application = '' } = request.params as { readonly application?: string };
  let context: RequestContext | null = null;
  let input: unknown;
  let failure: unknown = null;
  let code: string | null = null;
  try {
    const authenticated = inSpan(steps, 'gateway.authenticate', () =>
      options.authenticator.authenticate(presentedBy(request, trace, abortWhenGone(reply))),
    );
    // A cached session answers without a promise; awaiting anyway would cost a turn of the event loop.
    const known = authenticated instanceof Promise ? await authenticated : authenticated;
    context = whole === undefined ? known : { ...known, spans: whole.inside };
    input = inSpan(steps, 'gateway.input', () => {
      options.authenticator.authorize(known, contract);
      return readInput(request);
    });
    const output = await inSpan(context, contract.id, (within) => operation.handle(within, input as never, { application }));
    return inSpan(steps, 'gateway.answer', () =>
      answer(reply, contract, applySessionChange(reply, output, options.secureCookies), request),
    );
  } catch (thrown) {
    failure = thrown;
    const error = asPlinthError(thrown);
    code = error.code;
    return answerProblem(request, reply, error, trace);
  } finally {
    whole?.end(failure ?? undefined);
    options.onFinished({
      context,
      operation: contract,
      application,
      input,
      status: reply.statusCode,
      code,
      error: failure,
      trace,
      milliseconds: performance.now() - started,
    });
  }
}

function abortWhenGone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** The span id of a `traceparent` header: the step of the caller that this request belongs to. */
function callerOf(traceparent: string | string[] | undefined): string | null {
  const match = typeof traceparent === 'string' ? /^00-[0-9a-f]{32}-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(traceparent) : null;
  return match?.[1] ?? null;
}
