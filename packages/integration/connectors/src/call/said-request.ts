import { isUtf8 } from 'node:buffer';
import type { PlainRequest } from './http-request.ts';

/** A request as it may be shown: before anybody signed in, and without secrets that are repeated in it. */
export interface SaidRequest {
  readonly method: string;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As text, its beginning; null where nothing is sent, or no text. */
  readonly body: string | null;
}

const longestShown = 10_000;

export function saidRequest({ method, address, headers, body }: PlainRequest): SaidRequest {
  // What is no text is shown to nobody.
  const isText = body !== null && isUtf8(body) && !body.includes(0);
  return { method, address: address.href, headers, body: isText ? Buffer.from(body).toString('utf8').slice(0, longestShown) : null };
}
