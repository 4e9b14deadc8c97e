import type { Heard, SystemListener } from '@plinth/connectors';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import { speakRedis } from './speak-redis.ts';

const count = 200;
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
    for (let round = 0; round < mostRounds; round++) {
      const { entries, last } = (await ask('streamRead', { key, after, count })) as unknown as StreamRead;
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
  return { id, subject: id, data: { id, fields } };
}

async function lastOf(ask: (command: string, input: JsonObject) => Promise<JsonValue>, key: string): Promise<JsonValue> {
  const { last } = (await ask('streamLast', { key })) as { readonly last: string };
  return last;
}
