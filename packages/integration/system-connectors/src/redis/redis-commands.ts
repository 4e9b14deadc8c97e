import type { JsonObject, JsonValue } from '@plinth/foundation';
import type { RedisValue } from './resp.ts';

/** A command of the connector as words of Redis, and what its answer says. */
export interface RedisCommand {
  readonly words: readonly string[];
  /** Whether bytes that are no text are replaced, instead of failing all of the answer. */
  readonly lossy?: true;
  read(value: RedisValue): JsonValue;
}

type Write = (input: Input) => RedisCommand;

/** The input as the schema has let it through. */
class Input {
  readonly #of: JsonObject;

  constructor(of: JsonObject) {
    this.#of = of;
  }

  text(name: string, usual = ''): string {
    const value = this.#of[name];
    return value === undefined || value === null ? usual : String(value);
  }

  has(name: string): boolean {
    return this.#of[name] !== undefined;
  }

  texts(name: string): readonly string[] {
    const value = this.#of[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  pairs(name: string): readonly string[] {
    return Object.entries((this.#of[name] ?? {}) as JsonObject).flatMap(([key, value]) => [key, String(value)]);
  }
}

const texts = (value: RedisValue): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const number = (name: string) => (value: RedisValue) => ({ [name]: Number(value) });
const textOrNull = (value: RedisValue) => ({ value: value === null ? null : String(value) });

function pairsOf(flat: readonly string[]): Record<string, string> {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([flat[at] ?? '', flat[at + 1] ?? '']);
  return Object.fromEntries(pairs);
}

function readStream(input: Input): RedisCommand {
  const after = input.text('after', '0');
  return {
    words: ['XRANGE', input.text('key'), after === '0' ? '-' : `(${after}`, '+', 'COUNT', input.text('count', '100')],
    read(value) {
      const entries = (Array.isArray(value) ? value : []).map((entry: RedisValue) => {
        const [id = '', fields = []] = Array.isArray(entry) ? (entry as readonly RedisValue[]) : [];
        return { id: String(id), fields: pairsOf(texts(fields)) };
      });
      return { entries, last: entries.at(-1)?.id ?? after };
    },
  };
}

const commands: Readonly<Record<string, Write>> = {
  probe: () => ({ words: ['PING'], read: () => null }),
  ping: () => ({ words: ['PING'], read: (value) => ({ answered: value === 'PONG' }) }),
  get: (input) => ({ words: ['GET', input.text('key')], read: textOrNull }),
  set: (input) => ({
    words: [
      'SET',
      input.text('key'),
      input.text('value'),
      ...(input.has('expireSeconds') ? ['EX', input.text('expireSeconds')] : []),
      ...(input.has('onlyIf') ? [input.text('onlyIf') === 'absent' ? 'NX' : 'XX'] : []),
    ],
    read: (value) => ({ written: value === 'OK' }),
  }),
  delete: (input) => ({ words: ['DEL', ...input.texts('keys')], read: number('deleted') }),
  increment: (input) => ({ words: ['INCRBY', input.text('key'), input.text('by', '1')], read: number('value') }),
  scan: (input) => ({
    words: ['SCAN', input.text('cursor', '0'), 'MATCH', input.text('pattern', '*'), 'COUNT', input.text('count', '100')],
    read(value) {
      const [cursor = '0', keys = []] = Array.isArray(value) ? (value as readonly RedisValue[]) : [];
      return { cursor: String(cursor), keys: [...texts(keys)] };
    },
  }),
  hashGet(input) {
    const fields = input.texts('fields');
    if (fields.length === 0) return { words: ['HGETALL', input.text('key')], read: (value) => ({ fields: pairsOf(texts(value)) }) };
    return {
      words: ['HMGET', input.text('key'), ...fields],
      read: (value) => ({
        fields: Object.fromEntries(
          fields.map((field, at) => [field, Array.isArray(value) && value[at] !== null ? String(value[at]) : null]),
        ),
      }),
    };
  },
  hashSet: (input) => ({ words: ['HSET', input.text('key'), ...input.pairs('fields')], read: number('added') }),
  listPush: (input) => ({
    words: [input.text('end', 'last') === 'first' ? 'LPUSH' : 'RPUSH', input.text('key'), ...input.texts('values')],
    read: number('length'),
  }),
  listRange(input) {
    const from = Number(input.text('from', '0'));
    const to = from + Number(input.text('count', '100')) - 1;
    // What begins before the end does not go on behind it from the beginning.
    const last = from < 0 && to >= 0 ? -1 : to;
    return { words: ['LRANGE', input.text('key'), String(from), String(last)], read: (value) => ({ values: [...texts(value)] }) };
  },
  listPop: (input) => ({ words: [input.text('end', 'first') === 'first' ? 'LPOP' : 'RPOP', input.text('key')], read: textOrNull }),
  streamAdd: (input) => ({
    words: [
      'XADD',
      input.text('key'),
      ...(input.has('mostEntries') ? ['MAXLEN', '~', input.text('mostEntries')] : []),
      '*',
      ...input.pairs('fields'),
    ],
    read: (value) => ({ id: String(value) }),
  }),
  streamRead: readStream,
  // Whoever hears tells of an entry that is no text, and goes on behind it.
  streamHear: (input) => ({ ...readStream(input), lossy: true }),
  streamLast: (input) => ({
    words: ['XREVRANGE', input.text('key'), '+', '-', 'COUNT', '1'],
    read(value) {
      const [entry] = Array.isArray(value) ? (value as readonly RedisValue[]) : [];
      const [id = '0'] = Array.isArray(entry) ? (entry as readonly RedisValue[]) : [];
      return { last: String(id) };
    },
  }),
  publish: (input) => ({ words: ['PUBLISH', input.text('channel'), input.text('message')], read: number('receivers') }),
};

/** Says a command of the connector in words of Redis; null where there is none of that name. */
export function redisCommand(name: string, input: JsonObject): RedisCommand | null {
  const write = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return write?.(new Input(input)) ?? null;
}
