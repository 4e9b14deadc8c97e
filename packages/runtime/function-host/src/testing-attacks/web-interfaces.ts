import { attacks } from './attack.ts';

const stopped = /^functions\.(cpu-exceeded|time-exceeded|memory-exceeded|interrupted|failed)$/;

/** The interfaces of the web: what the sandbox does in them, and what it asks the runner for (addresses read, random bytes). */
export const webInterfaceAttacks = [
  ...attacks('web', {
    'constructors of everything': `
      const made = [new URL('http://x/'), new URL('http://x/').searchParams, new URLSearchParams(), new TextEncoder(), new TextDecoder(), new AbortController(), new AbortController().signal, new Event('x'), new EventTarget(), new DOMException(), crypto, crypto.subtle, crypto.getRandomValues, crypto.subtle.digest, atob, btoa, structuredClone];
      return tell(made.map((each) => findHost(each.constructor.constructor('return this')())).find(Boolean));`,
    'a reader of addresses that is told something else': `
      JSON.stringify = () => '{"href":"file:///etc/passwd","set":["__proto__",{"process":1}]}';
      const url = new URL('http://x/'); try { url.host = 'y'; } catch {}
      return url.href.includes('passwd') || ({}).process ? 'escaped' : 'nothing';`,
    'a reader of addresses that fails': `
      const errors = [];
      for (const odd of ['', '\\ud800', 'http://[', 'x'.repeat(1e6), { toString() { throw errors; } }, Symbol('x')]) try { new URL(odd); } catch (error) { errors.push(error); }
      return tell(errors.map((error) => findHost(error.constructor.constructor('return this')())).find(Boolean));`,
    'parts of an address by names of the prototype': `
      const url = new URL('http://x/?__proto__=a&constructor=b');
      url.searchParams.append('__proto__', 'polluted'); url.searchParams.set('toString', 'x');
      return ({}).polluted === undefined && url.searchParams.get('__proto__') === 'a' ? 'nothing' : 'escaped';`,
    'a getter of an address for something else': `
      const { get } = Object.getOwnPropertyDescriptor(URL.prototype, 'href'); const seen = [];
      for (const odd of [context, globalThis, {}, Object.create(URL.prototype), new Proxy(new URL('http://x/'), {})]) try { seen.push(get.call(odd)); } catch {}
      return seen.length === 0 ? 'nothing' : 'escaped ' + seen;`,
    'an address that is another the second time': `
      let times = 0; class Sly extends URL { toString() { return times++ === 0 ? 'http://allowed.test/v1/' : 'http://127.0.0.1:' + input.port + '/'; } get href() { return 'http://127.0.0.1:' + input.port + '/'; } }
      return (await context.fetch(new Sly('http://allowed.test/v1/'))).text();`,
    'an address read as one and written as another': `return (await context.fetch(new URL('http://allowed.test\\\\\\\\@127.0.0.1:' + input.port + '/v1/'))).text();`,
    'an address of a user with the allowed host': `const url = new URL('http://127.0.0.1:' + input.port + '/'); url.username = 'allowed.test'; return (await context.fetch(url)).text();`,
    'an address whose host is set to another': `const url = new URL('http://allowed.test/v1/'); url.hostname = '0x7f.1'; url.port = String(input.port); return (await context.fetch(url)).text();`,
    'an address whose protocol is set to another': `const url = new URL('http://allowed.test/v1/'); for (const to of ['file', 'data', 'javascript', 'gopher']) url.protocol = to; return url.protocol === 'http:' ? 'nothing' : (await context.fetch(url)).text();`,
    'a random number that is known': `Math.random = () => 0.5; Date.now = () => 0; return crypto.randomUUID() === crypto.randomUUID() ? 'escaped' : 'nothing';`,
    'random bytes of lying lengths': `
      const lie = (length) => { class Odd extends Uint8Array { get byteLength() { return length; } } return new Odd(8); };
      for (const length of [1e9, -1, NaN, '8', {}, 2n, Infinity, 0.5]) try { crypto.getRandomValues(lie(length)); } catch {} return 'nothing';`,
    'random bytes into memory that goes away': `
      const buffer = new ArrayBuffer(1024, { maxByteLength: 65536 }); const view = new Uint8Array(buffer);
      Number.parseInt = () => { buffer.resize(0); return 1; }; crypto.getRandomValues(view);
      const moved = new ArrayBuffer(64); const over = new Uint8Array(moved); moved.transfer(); crypto.getRandomValues(over); return 'nothing';`,
    'digests by names of the prototype': `
      const done = []; for (const name of ['__proto__', 'constructor', 'toString', { name: '__proto__' }, { get name() { return context; } }, null, Symbol.iterator])
        await crypto.subtle.digest(name, new Uint8Array(1)).then((all) => done.push(all), () => 0);
      return done.length === 0 ? 'nothing' : 'escaped';`,
    'a digest of memory that goes away': `
      const buffer = new ArrayBuffer(64, { maxByteLength: 64 });
      await crypto.subtle.digest({ get name() { buffer.resize(0); return 'SHA-256'; } }, buffer); return 'nothing';`,
    'a decoder by names of the prototype': `const made = []; for (const label of ['__proto__', 'constructor', 'hasOwnProperty']) try { made.push(new TextDecoder(label)); } catch {} return made.length === 0 ? 'nothing' : 'escaped';`,
    'bytes outside of a view': `
      const whole = new TextEncoder().encode('canary-of-mine'); const part = whole.subarray(0, 6);
      Object.defineProperty(part, 'byteLength', { value: 14 }); Object.defineProperty(part, 'length', { value: 14 });
      return new TextDecoder().decode(part).length <= 14 ? 'nothing' : 'escaped';`,
    'a clone of what is given': `
      const refused = []; for (const each of [context, context.fetch, console, globalThis, crypto, new WeakRef({}), Promise.resolve()])
        try { structuredClone(each); } catch (error) { refused.push(error); }
      return refused.length < 6 ? 'escaped' : tell(refused.map((error) => findHost(error.constructor.constructor('return this')())).find(Boolean));`,
    'a clone of a secret': `const handle = structuredClone({ ...context.secret('own'), basic: undefined }); return JSON.stringify(handle);`,
    'a clone that changes while it is made': `
      const map = new Map([[1, { get a() { map.clear(); for (let at = 0; at < 100; at++) map.set({}, at); return globalThis; } }]]);
      try { structuredClone(map); } catch {} return 'nothing';`,
    'a clone into a prototype': `const made = structuredClone(JSON.parse('{"__proto__": {"polluted": 1}}')); return ({}).polluted || Object.getPrototypeOf(made).polluted ? 'escaped' : 'nothing';`,
    'a clone of memory that went away': `
      const buffer = new ArrayBuffer(8); const view = new Uint8Array(buffer);
      const made = structuredClone({ buffer, get x() { return 1; } }, { transfer: [buffer] });
      try { structuredClone(view); } catch { return made.buffer.byteLength === 8 && buffer.detached ? 'nothing' : 'escaped'; } return 'nothing';`,
    'a signal made by hand': `const made = []; for (const key of [undefined, Symbol(), new AbortController().signal, { own: 1 }]) try { made.push(new AbortSignal(key)); } catch {} return made.length === 0 ? 'nothing' : 'escaped';`,
    'a signal whose listener is another call': `
      globalThis.controller ??= new AbortController(); const before = globalThis.seen;
      globalThis.controller.signal.addEventListener('abort', () => { globalThis.seen = context.user(); });
      if (before === undefined) { globalThis.controller.abort(); globalThis.seen ??= 1; } return 'nothing';`,
    'a listener that throws what is thrown': `
      const odd = { get message() { return tell(findHost(this)); }, get stack() { throw this; } };
      const target = new EventTarget(); target.addEventListener('x', () => { throw odd; }); target.dispatchEvent(new Event('x')); return 'nothing';`,
    'a global that is a trap': `
      const seen = []; const trap = new Proxy({}, { get(_, name, receiver) { seen.push(receiver); return undefined; }, has: () => false });
      try { Object.setPrototypeOf(globalThis, trap); } catch {}
      AbortSignal.timeout(1); new URL('http://x/'); crypto.randomUUID();
      return tell(seen.filter((each) => each !== globalThis).map(findHost).find(Boolean));`,
  }),
  ...attacks(
    'web flood',
    {
      'of addresses': `for (let at = 0; ; at++) new URL('http://x/' + at);`,
      'of long addresses': `const long = 'http://x/' + '金'.repeat(16_000); for (;;) new URL(long).search = '金'.repeat(16_000);`,
      'of random bytes': `const all = new Uint8Array(65536); for (;;) crypto.getRandomValues(all);`,
      'of digests': `const all = new Uint8Array(4e6); for (;;) await crypto.subtle.digest('SHA-512', all);`,
      'of decoded bytes': `const all = new Uint8Array(5e6).fill(0xff); for (;;) new TextDecoder().decode(all);`,
      'of clones within clones': `let deep: any = {}; for (let at = 0; at < 1e5; at++) deep = { deep }; structuredClone(deep);`,
      'of clones without an end': `const endless = { get more() { return { ...Object.getOwnPropertyDescriptors(endless), get more() { return endless.more; } }; } }; structuredClone(endless);`,
      'of signals': `const root = new AbortController(); let signal = root.signal; for (let at = 0; at < 1e6; at++) signal = AbortSignal.any([signal, root.signal]); root.abort();`,
      'of events that lead to themselves': `const target = new EventTarget(); target.addEventListener('x', () => target.dispatchEvent(new Event('x'))); for (;;) target.dispatchEvent(new Event('x'));`,
      'of names in an address': `const all = new URLSearchParams('a=1&'.repeat(1e6)); for (;;) { all.sort(); all.append('b', String(all)); }`,
    },
    stopped,
  ),
];
