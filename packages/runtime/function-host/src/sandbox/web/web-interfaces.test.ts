import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readUrl } from '../../runner/read-url.ts';
import { webInterfaces } from './web-interfaces.ts';

/** As in an isolate, with Node's own interfaces beside them to be held against. */
const random = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');
const web = webInterfaces({ random, readUrl });
const bytes = () => fc.uint8Array({ maxLength: 40 });
/** Bytes that are often the beginning of a character, or nearly one. */
const nearlyText = () =>
  fc.array(
    fc.oneof(fc.constantFrom(0xef, 0xbb, 0xbf, 0xe0, 0xed, 0xf0, 0xf4, 0xc2, 0x80, 0xa0, 0x9f, 0x90, 0x8f, 0xd8, 0xdc), fc.nat(255)),
    { maxLength: 12 },
  );
const texts = () => fc.string({ unit: 'binary', maxLength: 20 });
const thrown = (work: () => unknown) => {
  try {
    return ['given', work()];
  } catch (error) {
    return ['thrown', (error as Error).name];
  }
};

test('texts and bytes become each other as Node has it, also in pieces and where they are wrong', () => {
  fc.assert(
    fc.property(texts(), fc.nat(40), (text, room) => {
      expect([...new web.TextEncoder().encode(text)]).toEqual([...new TextEncoder().encode(text)]);
      const [ours, theirs] = [new Uint8Array(room), new Uint8Array(room)];
      expect(new web.TextEncoder().encodeInto(text, ours)).toEqual(new TextEncoder().encodeInto(text, theirs));
      expect(ours).toEqual(theirs);
    }),
  );
  fc.assert(
    fc.property(
      nearlyText(),
      fc.nat(12),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom('utf-8', 'UTF-16LE '),
      (given, at, fatal, ignoreBOM, label) => {
        const [first, second] = [Uint8Array.from(given.slice(0, at)), Uint8Array.from(given.slice(at))];
        const read = (decoder: Pick<TextDecoder, 'decode'>) =>
          thrown(() => decoder.decode(first, { stream: true }) + decoder.decode(second) + decoder.decode(Uint8Array.from(given)));
        expect(read(new web.TextDecoder(label, { fatal, ignoreBOM }))).toEqual(read(new TextDecoder(label, { fatal, ignoreBOM })));
      },
    ),
    { numRuns: 2000 },
  );
  expect(() => new web.TextDecoder('latin1')).toThrow(RangeError);
});

test('base64 is what Node makes and reads of it', () => {
  fc.assert(
    fc.property(bytes(), (given) => {
      const text = String.fromCharCode(...given);
      expect(web.btoa(text)).toBe(btoa(text));
      expect(web.atob(btoa(text))).toBe(text);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'AQ+/= \n-é'), maxLength: 9 }), (text) => {
      expect(thrown(() => web.atob(text))).toEqual(thrown(() => atob(text)));
      expect(thrown(() => web.btoa(`${text}€`))[0]).toBe('thrown');
    }),
  );
});

test('digests are those of Node, at every length around a block and from any view', async () => {
  for (const [name, kind] of Object.entries({ 'SHA-1': 'sha1', 'sha-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' })) {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 111, 112, 119, 127, 128, 129, 1000]) {
      const data = Uint8Array.from({ length: length + 3 }, (_, at) => (at * 37) % 251).subarray(3);
      const made = Buffer.from(await web.crypto.subtle.digest({ name }, data)).toString('hex');
      expect(made, `${name} of ${length}`).toBe(createHash(kind).update(data).digest('hex'));
    }
  }
  await expect(web.crypto.subtle.digest('MD5', new Uint8Array())).rejects.toMatchObject({ name: 'NotSupportedError' });
});

test('random values fill what they are for, and a UUID is one of version 4', () => {
  const values = new Uint32Array(8);
  expect(web.crypto.getRandomValues(values.subarray(2, 6)).some((value) => value !== 0)).toBe(true);
  expect([values[0], values[1], values[6], values[7]]).toEqual([0, 0, 0, 0]);
  expect(() => web.crypto.getRandomValues(new Float64Array(1))).toThrow(expect.objectContaining({ name: 'TypeMismatchError', code: 17 }));
  expect(() => web.crypto.getRandomValues(new Uint8Array(65_537))).toThrow(expect.objectContaining({ name: 'QuotaExceededError' }));
  expect(web.crypto.randomUUID()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('addresses are read and changed as by Node', () => {
  const parts = (url: URL) => [
    url.href,
    url.origin,
    url.host,
    url.port,
    url.pathname,
    url.search,
    url.hash,
    url.username,
    [...url.searchParams],
  ];
  const given = ['http://a/b?c=d&c=e#f', '../x y', 'http://0x7f.1:80/', 'https://ä.test/%zz', 'mailto:a@b', '', 'http://[', '?=&&=+%2B%ff'];
  const bases = [undefined, 'http://base.test/deep/er?x', 'nowhere'];
  for (const text of given)
    for (const base of bases)
      expect(
        thrown(() => parts(new web.URL(text, base) as unknown as URL)),
        `${text} ${base}`,
      ).toEqual(thrown(() => parts(new URL(text, base))));
  const change = (Kind: typeof URL) => {
    const url = new Kind('http://user@a.test:81/p?x=1');
    const query = url.searchParams;
    query.append('y', 'ä &');
    query.delete('x');
    url.hash = 'h';
    url.port = 'nonsense';
    url.protocol = 'https';
    url.search = '?z=1';
    url.hostname = '127.1';
    return [String(url), JSON.stringify(url), url.searchParams.get('z'), url.password, Kind.canParse('x'), Kind.parse('x')];
  };
  expect(change(web.URL as unknown as typeof URL)).toEqual(change(URL));
  expect(() => new web.URL(`http://a/${'x'.repeat(40_000)}`)).toThrow('Invalid URL');
});

test('what is asked behind an address is as Node has it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab=&+%2é€?\ud800'), maxLength: 16 }), texts(), (text, value) => {
      const all = (Kind: typeof URLSearchParams, given = text) => {
        const query = new Kind(given);
        query.append(value, "!'()~*-._ ");
        query.set('a', value);
        query.delete('b', '');
        query.sort();
        return [String(query), query.size, [...query.keys()], [...query.values()], query.getAll('a'), query.has('b'), query.get('nothing')];
      };
      // Beside escapes that are no UTF-8, Node takes letters such as é for bytes; the standard reads them as if they were escaped.
      const escaped = text.toWellFormed().replace(/[^\0-\x7f]+/g, encodeURIComponent);
      expect(all(web.URLSearchParams as unknown as typeof URLSearchParams)).toEqual(all(URLSearchParams, escaped));
    }),
  );
  expect(String(new web.URLSearchParams({ a: 1, b: 'x y' }))).toBe('a=1&b=x+y');
  expect(() => new web.URLSearchParams([['a']])).toThrow(TypeError);
});

test('a clone is deep, keeps what goes round and what values are, and refuses what cannot be cloned', () => {
  const shared = { a: 1 };
  const given = {
    ...{
      shared,
      list: Object.assign(new Array(3), { 0: shared, 2: 3 }) as unknown[],
      date: new Date(5),
      pattern: /x/gi,
      map: new Map([[shared, new Set([1])]]),
      big: 2n,
      nothing: undefined,
    },
    ...{
      bytes: new Uint16Array(new Uint8Array([1, 2, 3, 4]).buffer, 2, 1),
      view: new DataView(new ArrayBuffer(4), 1),
      wrapped: Object('x') as unknown,
    },
    error: new RangeError('bad', { cause: shared }),
  };
  const made = web.structuredClone({ ...given, round: given });
  expect(made).toEqual(structuredClone({ ...given, round: given }));
  expect(made.map.get(made.shared)).toEqual(new Set([1]));
  expect(made.list[0]).toBe(made.shared);
  expect(made.shared).not.toBe(shared);
  expect(1 in made.list).toBe(false);
  expect([made.error instanceof RangeError, made.error.cause === made.shared]).toEqual([true, true]);
  const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
  expect(web.structuredClone(buffer, { transfer: [buffer] }).maxByteLength).toBe(16);
  expect(buffer.detached).toBe(true);
  for (const refused of [() => 0, Symbol('x'), new WeakMap(), Promise.resolve(), { deep: [new WeakSet()] }, buffer])
    expect(() => web.structuredClone(refused)).toThrow(expect.objectContaining({ name: 'DataCloneError', code: 25 }));
});

test('signals tell once that they were aborted, and why', () => {
  const controller = new web.AbortController();
  const any = web.AbortSignal.any([new web.AbortController().signal, controller.signal]);
  const heard: unknown[] = [];
  controller.signal.onabort = ({ type }) => heard.push(type);
  any.addEventListener('abort', { handleEvent: ({ target }) => heard.push(target === any) });
  any.addEventListener('abort', () => heard.push('never'), { signal: web.AbortSignal.abort() });
  controller.abort('why');
  controller.abort('again');
  expect(heard).toEqual(['abort', true]);
  expect([any.aborted, any.reason]).toEqual([true, 'why']);
  expect(() => any.throwIfAborted()).toThrow('why');
  expect(web.AbortSignal.abort().reason).toMatchObject({ name: 'AbortError', code: 20 });
  const event = new web.Event('x', { cancelable: true });
  any.addEventListener('x', (told) => told.preventDefault(), { once: true });
  expect([any.dispatchEvent(event), event.defaultPrevented, any.dispatchEvent(new web.Event('x'))]).toEqual([false, true, true]);
});
