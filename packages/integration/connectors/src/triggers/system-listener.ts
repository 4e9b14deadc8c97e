import type { JsonObject, JsonValue } from '@plinth/foundation';
import type { SystemRequest } from '../system-speaker.ts';

/** One thing that a system told. */
export interface Heard {
  /** By which it is known when it is told again; null where the system gives it none, so that it may be taken twice. */
  readonly id: string | null;
  /** What it is about. */
  readonly subject: string;
  /** Null where it cannot be read. */
  readonly data: JsonObject | null;
  /** What came where it cannot be read, its beginning, and why it cannot. */
  readonly unread?: { readonly text: string; readonly problem: string };
}

/**
 * Keeps what was heard together with the place from which to hear on; when it returns, both are kept for good. Throws where somebody
 * else hears by now: then nothing is to be confirmed to the system.
 */
export type Take = (heard: readonly Heard[], cursor: JsonValue) => Promise<void>;

/** One attempt to hear from a system. */
export interface HearRequest extends Pick<SystemRequest, 'command' | 'input' | 'address' | 'secrets' | 'signal' | 'limits'> {
  readonly trigger: string;
  /** Where it was the last time; null the first time. */
  readonly cursor: JsonValue;
  readonly take: Take;
}

/**
 * Hears from one kind of system: what is asked again and again ends when everything was taken, what stays ends with the signal.
 * Throws as speakers do.
 */
export type SystemListener = (request: HearRequest) => Promise<void>;
