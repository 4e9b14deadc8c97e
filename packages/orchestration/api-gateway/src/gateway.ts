import { existsSync } from 'node:fs';
import { type Channel, type Operation, platformDocument } from '@plinth/api-contract';
import { asPlinthError, PlinthError, traceId } from '@plinth/foundation';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { answerProblem } from './answer.ts';
import { type BodyPace, drainAfterAnswer, usualPace } from './body-pace.ts';
import { addBodyParsing } from './body-parsing.ts';
import { Channels, channelPaths } from './channels.ts';
import { gatewayErrors } from './errors.ts';
import { addRoutes, type RouteOptions } from './routes.ts';
import { commonHeaders } from './security-headers.ts';
import { addSites, type Site } from './sites.ts';

export interface GatewayOptions extends Omit<RouteOptions, 'defaultBodyLimit'> {
  readonly operations: readonly Operation[];
  /** Conversations over WebSockets; none where absent. */
  readonly channels?: readonly Channel[];
  readonly sites: readonly Site[];
  readonly version: string;
  readonly frameAncestors: (path: string) => Promise<readonly string[]>;
  /** Whether what the platform stands on answers; decides about `/health/ready`. */
  readonly ready: () => Promise<boolean>;
  /** Addresses whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** How long requests may take to come; as long as usual where absent. */
  readonly pace?: BodyPace;
  /** Called with errors that no operation caught: malformed HTTP and defects of the gateway. */
  readonly onUnhandled: (error: unknown, trace: string) => void;
}

export interface Gateway {
  /** Starts to listen and gives the address. */
  listen(options: { readonly host: string; readonly port: number }): Promise<string>;
  /** Stops accepting, lets running requests finish. */
  close(): Promise<void>;
  /** The bare server, for tests that need no socket. */
  readonly server: FastifyInstance;
}

const mebibyte = 1024 * 1024;
const sweepMilliseconds = 50;
/** How seldom Node looks for heads of requests that do not come, in milliseconds. */
const longestCheck = 30_000;

/** Turns operations into an HTTP server. */
export function createGateway(options: GatewayOptions): Gateway {
  const { pace = usualPace, channels: conversations = [] } = options;
  const server = fastify({
    logger: false,
    bodyLimit: mebibyte,
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    // Node's limit of a whole request would cut off long uploads: bodies have their own pace.
    requestTimeout: 0,
    http: {
      headersTimeout: pace.head,
      connectionsCheckingInterval: Math.min(pace.head, longestCheck),
      shouldUpgradeCallback: channelPaths(conversations),
    },
    onConstructorPoisoning: 'error',
    onProtoPoisoning: 'error',
  });
  addBodyParsing(server, pace);
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(commonHeaders);
    drainAfterAnswer(request.raw, reply.raw, pace);
    done();
  });
  server.setErrorHandler((thrown: FastifyError, request, reply) => {
    const trace = traceId();
    const error = fromFastify(thrown);
    if (error.status >= 500) options.onUnhandled(thrown, trace);
    return answerProblem(request, reply, error, trace);
  });
  server.setNotFoundHandler((request, reply) =>
    answerProblem(
      request,
      reply,
      gatewayErrors.routeNotFound({ method: request.method, path: request.url.split('?', 1)[0] ?? '' }),
      traceId(),
    ),
  );
  const document = JSON.stringify(platformDocument(options.operations, options.version));
  server.get('/api/openapi.json', (_request, reply) => reply.header('content-type', 'application/json; charset=utf-8').send(document));
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const ready = await options.ready();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  addRoutes(server, options.operations, { ...options, defaultBodyLimit: mebibyte });
  const channels = new Channels(server, conversations, options);
  addSites(
    server,
    options.sites.filter((site) => existsSync(site.folder)),
    options,
  );
  return {
    server,
    listen: (address) => server.listen(address),
    close() {
      channels.close();
      return closeSoon(server);
    },
  };
}

/**
 * Lets running requests finish. Their connections stay open for the next request, which will not come, so those that fell
 * silent are closed again and again; otherwise each would hold up the end for as long as its caller keeps it.
 */
async function closeSoon(server: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => server.server.closeIdleConnections(), sweepMilliseconds);
  try {
    await server.close();
  } finally {
    clearInterval(sweep);
  }
}

/** Fastify's own errors in the words of the registry. */
function fromFastify(thrown: FastifyError): PlinthError {
  if (thrown instanceof PlinthError) return thrown;
  switch (thrown.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return gatewayErrors.bodyTooLarge({ limit: mebibyte });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return gatewayErrors.unsupportedContentType({ contentType: 'given' });
    default:
  }
  if (thrown instanceof SyntaxError)
    return /forbidden/i.test(thrown.message) ? gatewayErrors.forbiddenPropertyName() : gatewayErrors.malformedBody();
  if (thrown.statusCode !== undefined && thrown.statusCode >= 400 && thrown.statusCode < 500)
    return gatewayErrors.malformedRequest({}, { cause: thrown });
  return asPlinthError(thrown);
}
