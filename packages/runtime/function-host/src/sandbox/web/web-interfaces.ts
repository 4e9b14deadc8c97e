import { AbortController, AbortSignal } from './abort.ts';
import { digest } from './digest.ts';
import { DOMException } from './dom-exception.ts';
import { Event, EventTarget } from './events.ts';
import { structuredClone } from './structured-clone.ts';
import { atob, btoa, TextDecoder, TextEncoder } from './text-coding.ts';
import { type UrlReader, urlClass } from './url.ts';
import { URLSearchParams } from './url-search-params.ts';

export interface WebOutside {
  /** So many random bytes as hexadecimal. */
  readonly random: (bytes: number) => string;
  readonly readUrl: UrlReader;
}

/** As many bytes as may be asked for at once (Web Cryptography, section 10.1.1). */
export const mostRandomBytes = 65_536;

/**
 * What people expect of a place where JavaScript runs, beside the language: of it only what touches nothing outside. A function may
 * change all of it, and misleads itself alone: nothing that decides uses it.
 */
export function webInterfaces({ random, readUrl }: WebOutside) {
  const bytes = (count: number) => Uint8Array.from(random(count).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const crypto = {
    randomUUID() {
      const made = bytes(16);
      // Version 4 of RFC 9562.
      made[6] = ((made[6] ?? 0) & 0x0f) | 0x40;
      made[8] = ((made[8] ?? 0) & 0x3f) | 0x80;
      const text = Array.from(made, (byte) => byte.toString(16).padStart(2, '0')).join('');
      return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    },
    getRandomValues<Values extends ArrayBufferView>(values: Values): Values {
      const isOfNumbers = ArrayBuffer.isView(values) && !(values instanceof DataView);
      if (!isOfNumbers || values instanceof Float32Array || values instanceof Float64Array)
        throw new DOMException('Random values are for arrays of integers.', 'TypeMismatchError');
      if (values.byteLength > mostRandomBytes) throw new DOMException(`More than ${mostRandomBytes} bytes at once.`, 'QuotaExceededError');
      if (values.byteLength > 0) new Uint8Array(values.buffer, values.byteOffset, values.byteLength).set(bytes(values.byteLength));
      return values;
    },
    subtle: Object.freeze({ digest }),
  };
  return {
    ...{
      AbortController,
      AbortSignal,
      DOMException,
      Event,
      EventTarget,
      TextDecoder,
      TextEncoder,
      URL: urlClass(readUrl),
      URLSearchParams,
    },
    ...{ atob, btoa, structuredClone, crypto: Object.freeze(crypto) },
  };
}
