import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Channel } from '@plinth/api-contract';
import { asPlinthError, type RequestContext, traceId } from '@plinth/foundation';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { WebSocketServer } from 'ws';
import { errorsFor } from './accepted-languages.ts';
import { answerProblem } from './answer.ts';
import { ChannelConnection } from './channel-connection.ts';
import { type MessageReader, messageReader } from './channel-messages.ts';
import { refuseForeignPage } from './cross-site.ts';
import { gatewayErrors } from './errors.ts';
import { presentedBy, traceIn } from './request-proof.ts';
import type { RouteOptions } from './routes.ts';

export type ChannelOptions = Pick<RouteOptions, 'authenticator' | 'onFinished' | 'onGathered'>;

interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}

interface Served {
  readonly channel: Channel;
  readonly read: MessageReader;
  readonly sockets: WebSocketServer;
}

/** How often connections are looked at: whether their proof still holds, and whether anybody is there. */
const sweepMilliseconds = 1000;
/** Sweeps from one beat to the next. */
const sweepsPerBeat = 10;

/** Whether a path is that of a channel; every other request that asks to become something else is answered as what it is. */
export function channelPaths(channels: readonly Channel[]): (request: IncomingMessage) => boolean {
  const patterns = channels.map(({ contract }) => new RegExp(`^${contract.path.replace(/\{\w+\}/g, '[^/]+')}(\\?|$)`));
  return (request) => request.headers.upgrade?.toLowerCase() === 'websocket' && patterns.some((pattern) => pattern.test(request.url ?? ''));
}

/** Channels as WebSockets. They go through the same routes as requests, so that tenants, proofs and addresses are read in one way. */
export class Channels {
  readonly #options: ChannelOptions;
  readonly #upgrades = new WeakMap<IncomingMessage, Upgrade>();
  readonly #connections = new Set<ChannelConnection>();
  readonly #sweep: NodeJS.Timeout;
  #sweeps = 0;
  #closing = false;

  constructor(server: FastifyInstance, channels: readonly Channel[], options: ChannelOptions) {
    this.#options = options;
    server.server.on('upgrade', (request, socket, head) => {
      // Until somebody owns the socket, a reset of it must not end the process.
      socket.on('error', () => socket.destroy());
      this.#upgrades.set(request, { socket, head });
      const response = new ServerResponse(request);
      response.assignSocket(socket as never);
      // Nobody parses what comes after an answer on this socket.
      response.shouldKeepAlive = false;
      response.on('finish', () => socket.end());
      server.routing(request, response);
    });
    for (const channel of channels) {
      const read = messageReader(channel.contract);
      // Twice the limit, so that what is only too large hears so before it is cut off.
      const maxPayload = channel.contract.limits.messageBytes * 2;
      const sockets = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload });
      server.route({
        method: 'GET',
        url: channel.contract.path.replace(/\{(\w+)\}/g, ':$1'),
        handler: (request, reply) => this.#open({ channel, read, sockets }, request, reply),
      });
    }
    this.#sweep = setInterval(() => this.#lookAfter(), sweepMilliseconds);
    this.#sweep.unref();
  }

  async #open({ channel, read, sockets }: Served, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const started = performance.now();
    const trace = traceIn(request.headers.traceparent) ?? traceId();
    const { contract } = channel;
    const gone = new AbortController();
    const { application = '' } = request.params as { readonly application?: string };
    let context: RequestContext | null = null;
    const finished = (status: number, code: string | null, error: unknown) =>
      this.#options.onFinished({
        context,
        operation: { ...contract, idempotency: 'none' },
        application,
        input: {},
        status,
        code,
        error,
        trace,
        milliseconds: performance.now() - started,
      });
    try {
      const upgrade = this.#upgrades.get(request.raw);
      if (upgrade === undefined) throw gatewayErrors.upgradeRequired();
      const presented = presentedBy(request, trace, gone.signal, refuseForeignPage);
      const { authenticator } = this.#options;
      const identify = () => authenticator.authenticate(presented);
      context = await identify();
      authenticator.authorize(context, contract);
      this.#admit(context, contract.limits.connectionsPerMember);
      const known = context;
      reply.hijack();
      reply.raw.detachSocket(upgrade.socket as never);
      sockets.handleUpgrade(request.raw, upgrade.socket, upgrade.head, (socket) => {
        const connection = new ChannelConnection({
          socket,
          channel,
          context: known,
          target: { application },
          errors: errorsFor(request),
          read,
          identify,
          authorize: (within, asked) => authenticator.authorize(within, asked),
          onFinished: this.#options.onFinished,
          onGathered: this.#options.onGathered,
          onEnded: () => {
            gone.abort();
            this.#connections.delete(connection);
          },
        });
        this.#connections.add(connection);
        finished(101, null, null);
      });
    } catch (thrown) {
      const error = asPlinthError(thrown);
      finished(error.status, error.code, thrown);
      return answerProblem(request, reply, error, trace);
    }
    return reply;
  }

  #admit({ tenant, actor }: RequestContext, limit: number): void {
    if (this.#closing) throw gatewayErrors.tooManyConnections({ limit: 0 });
    let own = 0;
    for (const { context } of this.#connections) if (context.tenant.id === tenant.id && context.actor.id === actor.id) own++;
    if (own >= limit) throw gatewayErrors.tooManyConnections({ limit });
  }

  #lookAfter(): void {
    this.#sweeps++;
    for (const connection of this.#connections) {
      void connection.renew();
      if (this.#sweeps % sweepsPerBeat === 0) connection.beat();
    }
  }

  /** Tells everybody that the server goes away. */
  close(): void {
    this.#closing = true;
    clearInterval(this.#sweep);
    for (const connection of this.#connections) connection.leave();
  }
}
