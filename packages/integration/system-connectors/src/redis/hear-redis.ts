import type { Heard, SystemListener } from '@plinth/connectors';
import { asPlinthError, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import { speakRedis } from './speak-redis.ts';

const mostEntries = 200;
const mostRounds = 50;

/** Hears new entries of a stream by reading on behind the last one: `$`, which is none, where it begins with what comes. */
export function hearRedis(sockets: OutgoingSockets): SystemListener {
  const speak = speakRedis(sockets);
  return async (request) => {
    const { input, cursor, take } = request;
    const key = String(input.key);
    const ask = (command: string, given: JsonObject) => speak({ ...request, action: request.trigger, command, input: given });
    let after = typeof cursor === 'string' ? cursor : input.existing === true ? '0' : null;
    if (after === null) return take([], await lastOf(ask, key));
    let count = mostEntries;
    for (let round = 0; round < mostRounds; round++) {
      const answer = await ask('streamHear', { key, after, count }).catch((error: unknown) => {
        if (count === 1 || asPlinthError(error).code !== 'outgoing.too-large') throw error;
        return null;
      });
      if (answer === null) {
        // Fewer of them are an answer that is let through.
        count = Math.ceil(count / 10);
        continue;
      }
      const { entries, last } = answer as unknown as StreamRead;
      if (entries.length === 0) return;
      await take(entries.map(heardEntry), last);
      after = last;
    }
  };
}

interface StreamRead {
  readonly entries: readonly { readonly id: string; readonly fields: Readonly<Record<string, string>> }[];
  readonly last: string;
}

function heardEntry({ id, fields }: StreamRead['entries'][number]): Heard {
  const text = JSON.stringify(fields);
  if (!text.includes('\ufffd')) return { id, subject: id, data: { id, fields } };
  return { id, subject: id, data: null, unread: { text: text.slice(0, 10_000), problem: 'it has bytes that are no UTF-8' } };
}

async function lastOf(ask: (command: string, input: JsonObject) => Promise<JsonValue>, key: string): Promise<JsonValue> {
  const { last } = (await ask('streamLast', { key })) as { readonly last: string };
  return last;
}
