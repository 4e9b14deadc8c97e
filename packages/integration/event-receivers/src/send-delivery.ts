import type { CloudEvent } from '@plinth/event-bus';
import { asPlinthError, type RequestContext } from '@plinth/foundation';
import type { HttpExchange } from '@plinth/outgoing';
import type { WebhookSecrets } from '@plinth/signed-webhooks';
import type { Attempt } from './receiver.ts';
import { signedAs } from './receiver-store.ts';
import { retryAfter } from './retry-times.ts';

export interface Sending {
  readonly webhooks: WebhookSecrets;
  readonly exchange: HttpExchange;
}

export interface Sent {
  readonly attempt: Attempt;
  /** Whether it was taken: by any status of success. */
  readonly isTaken: boolean;
  /** It says that there is nothing here any more. */
  readonly isGone: boolean;
  /** Milliseconds that it asks us to wait. */
  readonly wait: number | null;
}

/** For an answer, from the name to the last byte; short, for a receiver that has work to do answers first. */
const mostMilliseconds = 15_000;
const mostAnswerBytes = 256 * 1024;
const mostShown = 500;

/** Sends an event once, as CloudEvents 1.0 in structured JSON under the headers of Standard Webhooks. Whatever goes wrong is told, not thrown. */
export async function sendDelivery(
  context: RequestContext,
  { webhooks, exchange }: Sending,
  { receiver, address, id, event }: { readonly receiver: string; readonly address: URL; readonly id: string; readonly event: CloudEvent },
): Promise<Sent> {
  const began = Date.now();
  const at = new Date(began).toISOString();
  const body = Buffer.from(JSON.stringify(event));
  try {
    const signed = await webhooks.sign(context, signedAs(receiver), { id, body });
    const {
      status,
      headers,
      body: said,
    } = await exchange({
      method: 'POST',
      address,
      headers: { 'content-type': 'application/cloudevents+json; charset=utf-8', 'user-agent': 'Plinth', accept: '*/*', ...signed },
      body,
      limits: { milliseconds: mostMilliseconds, bytes: mostAnswerBytes },
      signal: context.signal,
    });
    const isTaken = status >= 200 && status < 300;
    const answer = shown(Buffer.from(said).toString('utf8'));
    const wait = status === 429 || status === 503 ? retryAfter(headers['retry-after'], Date.now()) : null;
    return { attempt: { at, milliseconds: Date.now() - began, status, code: null, answer }, isTaken, isGone: status === 410, wait };
  } catch (thrown) {
    const { code, message } = asPlinthError(thrown);
    const attempt = { at, milliseconds: Date.now() - began, status: null, code, answer: shown(message) };
    return { attempt, isTaken: false, isGone: false, wait: null };
  }
}

/** What others answer is kept as text of one line without signs that cannot be stored or that turn what stands beside them. */
function shown(text: string): string {
  return text
    .slice(0, mostShown)
    .replaceAll(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
    .trim();
}
