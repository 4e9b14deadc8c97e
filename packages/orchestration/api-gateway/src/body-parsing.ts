import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type BodyPace, paced, streamPatience, wholePatience } from './body-pace.ts';
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
    if (config.streamed === true)
      return done(null, upTo(paced(payload as unknown as Readable, streamPatience(pace)), request.routeOptions.bodyLimit));
    const contentType = request.headers['content-type'] ?? '';
    if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(contentType)) {
      payload.resume();
      return done(gatewayErrors.unsupportedContentType({ contentType }));
    }
    const limit = request.routeOptions.bodyLimit;
    readText(paced(payload as unknown as Readable, wholePatience(pace)), limit).then(
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

async function readText(payload: AsyncIterable<Buffer>, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of payload) {
    length += chunk.length;
    if (length > limit) throw gatewayErrors.bodyTooLarge({ limit });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
