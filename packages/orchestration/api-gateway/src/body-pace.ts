import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { gatewayErrors } from './errors.ts';

/** How long requests may take to come, in milliseconds. Of streams only the time is counted in which the server waits for the caller. */
export interface BodyPace {
  /** The head of a request. */
  readonly head: number;
  /** A whole body that is no stream, and what is left of one after the answer. */
  readonly whole: number;
  /** The longest silence within a streamed body, which may take as long as it likes otherwise. */
  readonly silence: number;
  /** Bytes per second that a streamed body must bring on average as soon as it was waited for as long as a silence may be. */
  readonly leastRate: number;
}

/** A telephone at the edge of a village sends faster; who sends a byte now and then only holds the connection. */
export const usualPace: BodyPace = { head: 60_000, whole: 120_000, silence: 30_000, leastRate: 1024 };

/** The bytes of a streamed body as they come; `gateway.body-too-slow` after a silence, or where they come too slowly on average. */
export async function* paced(payload: Readable, { silence, leastRate }: BodyPace): AsyncGenerator<Buffer> {
  // The connection must outlive the body, or nobody would learn what was wrong with it.
  const chunks = payload.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  let waited = 0;
  let bytes = 0;
  try {
    for (;;) {
      const began = performance.now();
      const budget = Math.max(silence, (bytes / leastRate) * 1000) - waited;
      const next = await withinTime(chunks.next(), Math.min(silence, budget));
      waited += performance.now() - began;
      if (next.done === true) return;
      bytes += next.value.length;
      yield next.value;
    }
  } finally {
    // Not awaited: while bytes are waited for it has no answer.
    void chunks.return?.();
  }
}

async function withinTime<Value>(wanted: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(gatewayErrors.bodyTooSlow()), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([wanted, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is still to come of a body when the request is answered is let run past for a while; then the connection ends. */
export function drainAfterAnswer(request: IncomingMessage, response: ServerResponse, { whole }: BodyPace): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return;
  response.once('finish', () => {
    if (request.complete || request.destroyed) return;
    const timer = setTimeout(() => request.destroy(), whole);
    request.once('close', () => clearTimeout(timer));
    request.resume();
  });
}
