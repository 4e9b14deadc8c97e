import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type BodyPace, paced } from './body-pace.ts';
import { gatewayErrors } from './errors.ts';

interface RouteConfig {
  readonly streamed?: boolean;
}

/** JSON for most operations, untouched bytes for those that stream; anything else is refused. */
export function addBodyParsing(server: FastifyInstance, pace: BodyPace): void {
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (request, payload, done) => {
    const config = request.routeOptions.config as RouteConfig;
    if (config.streamed === true) return done(null, upTo(paced(payload as unknown as Readable, pace), request.routeOptions.bodyLimit));
    const contentType = request.headers['content-type'] ?? '';
    if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(contentType)) {
      payload.resume();
      return done(gatewayErrors.unsupportedContentType({ contentType }));
    }
    const limit = request.routeOptions.bodyLimit;
    readText(payload as unknown as Readable, limit, pace.whole).then(
      (text) => parseJson(request, text, (error, body) => done(error === null ? null : jsonError(text), body)),
      (error: Error) => done(error),
    );
  });
}

/** The parser says no both to what is no JSON and to JSON with a dangerous name; people need to know which. */
function jsonError(text: string): Error {
  try {
    JSON.parse(text);
  } catch {
    return gatewayErrors.malformedBody();
  }
  return gatewayErrors.forbiddenPropertyName();
}

/** The bytes of a body as they come; more than the limit end in an error, also where no length was announced. */
async function* upTo(payload: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of payload) {
    length += chunk.length;
    if (length > limit) throw gatewayErrors.bodyTooLarge({ limit });
    yield chunk;
  }
}

/** A whole body as text. By events and one timer: each call that writes something comes this way. */
function readText(payload: Readable, limit: number, milliseconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (done: () => void) => {
      clearTimeout(timer);
      payload.off('data', take).off('end', end).off('error', fail);
      done();
    };
    const fail = (error: Error) => settle(() => reject(error));
    const end = () => settle(() => resolve(Buffer.concat(chunks).toString('utf8')));
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) fail(gatewayErrors.bodyTooLarge({ limit }));
      else chunks.push(chunk);
    };
    const timer = setTimeout(() => fail(gatewayErrors.bodyTooSlow()), milliseconds);
    payload.on('data', take).on('end', end).on('error', fail);
  });
}
