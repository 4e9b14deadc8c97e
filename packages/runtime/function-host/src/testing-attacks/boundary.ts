import { attacks } from './attack.ts';

const stopped = /^functions\.(cpu-exceeded|time-exceeded|memory-exceeded|interrupted|failed)$/;

/** What happens where values cross: frames of asynchronous stacks, promises that are adopted, getters while something is written. */
export const boundary = [
  ...attacks('boundary', {
    'frames of an asynchronous stack': `
      const seen = []; Error.prepareStackTrace = (_, sites) => { for (const site of sites) seen.push(site.getThis?.(), site.getFunction?.(), site.getEvalOrigin?.(), site.getScriptNameOrSourceURL?.()); return ''; };
      await context.fetch('http://nowhere.test/').catch((error) => error.stack); await Promise.all([context.user().then(() => { throw new Error('x'); }).catch((error) => error.stack)]);
      return tell(seen.filter((each) => typeof each !== 'string').map((each) => findHost(each?.constructor?.('return this')?.())).find(Boolean));`,
    'a stack that is caught on what is given': `
      const seen = []; Error.prepareStackTrace = (_, sites) => { seen.push(...sites.map((site) => site.getFunction?.())); return ''; };
      for (const each of [{}, [], () => 0]) { Error.captureStackTrace(each); String(each.stack); }
      try { Error.captureStackTrace(context); } catch {}
      return tell(seen.filter(Boolean).map((each) => findHost(each.constructor('return this')())).find(Boolean));`,
    'limits of a stack that are getters': `let reads = 0; Object.defineProperty(Error, 'stackTraceLimit', { get() { reads++; return Infinity; }, configurable: true }); await context.user().catch(() => 0); console.log('x'); return 'nothing';`,
    'a promise of another constructor': `
      const found = []; class Odd { constructor(run) { run((value) => found.push(value), (error) => found.push(error)); } }
      Object.defineProperty(Promise.prototype, 'constructor', { get() { found.push(this); return Odd; }, configurable: true });
      try { await context.user(); } catch {}
      return tell(found.map((each) => findHost(each)).find(Boolean));`,
    'a promise that adopts the call': `
      const found = []; const { then } = Promise.prototype; Object.defineProperty(Promise.prototype, 'constructor', { value: null, configurable: true, writable: true });
      Promise.prototype.then = function (...all) { found.push(...all); return then.apply(this, all); };
      const result = Promise.resolve('x'); globalThis.adopted = found; setTimeout(() => 0, 1);
      return found.some((each) => { try { return findHost(each.constructor('return this')()); } catch { return false; } }) ? 'escaped' : result;`,
    'a result that settles twice': `return { then(resolve, reject) { resolve('nothing'); reject(new Error('x')); resolve(globalThis); return context; } };`,
    'a result whose then is another the second time': `let reads = 0; return { get then() { return reads++ === 0 ? (resolve) => resolve({ then: (again) => again('nothing') }) : () => tell(findHost(this)); } };`,
    'a result that settles when all is over': `let settle; setTimeout(() => settle?.('nothing'), 5); return { then(resolve) { settle = resolve; } };`,
    'a result that asks while it is written': `return { get a() { context.user().then(() => { globalThis.late = 1; }); setTimeout(() => { globalThis.late = 2; }, 0); return 'nothing'; } };`,
    'a result that changes the call while it is written': `return { toJSON() { try { context.records = 1; globalThis.attacked = {}; } catch {} return { toJSON: () => globalThis }; } };`,
    'an error that is another each time': `let reads = 0; throw { get message() { return reads++ > 0 ? 'x'.repeat(1e7) : { toString: () => tell(findHost(this)) }; }, get name() { return reads++; }, get code() { return () => globalThis; } };`,
    'instances that are everything': `
      const found = []; for (const kind of [Error, Function, Object, Promise, TypeError]) Object.defineProperty(kind, Symbol.hasInstance, { value: (each) => { found.push(each); return true; }, configurable: true });
      console.log({}); await context.user().catch(() => 0); throw { found: found.some(findHost) ? 'escaped' : 'nothing' };`,
    'elements of every list': `
      const found = []; for (const at of [0, 1, 2, 3]) Object.defineProperty(Array.prototype, at, { set(value) { found.push(this, value); }, get() { return undefined; }, configurable: true });
      await context.user().catch(() => 0); console.log(1, 2, 3); for (const at of [0, 1, 2, 3]) delete Array.prototype[at];
      return tell(found.map(findHost).find(Boolean));`,
    'what every object is asked for': `
      for (const [name, value] of Object.entries({ subject: 'x', headers: { a: { secret: 'own' } }, method: 'POST', signal: globalThis, secret: 'own', transfer: [1], base: 'http://127.0.0.1/' }))
        Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
      const answers = [await context.tell('kept', {}).catch(() => 0), new URL('http://x/').href];
      return answers[1] === 'http://x/' ? 'nothing' : 'escaped';`,
    'a request of holes': `const holes = []; holes[4294967294] = 1; const list = []; list.length = 1e5; return context.records('note').list({ filter: list }).catch(() => 'nothing');`,
    'a request that is a proxy of a list': `
      const found = []; const trap = new Proxy([], { get(target, name, receiver) { found.push(receiver); return name === 'length' ? 3 : 'x'; }, ownKeys() { return ['length']; } });
      await context.records('note').list(trap).catch(() => 0); await context.fetch('http://allowed.test/v1/', trap).catch(() => 0);
      return tell(found.filter((each) => each !== trap).map(findHost).find(Boolean));`,
    'a request within a request': `
      let depth = 0; const again = { toJSON() { if (depth++ < 50) void context.records('note').list({ again }).catch(() => 0); return {}; } };
      await context.records('note').list({ again }).catch(() => 0); return 'nothing';`,
    'numbers of requests that are known': `
      const found = []; Object.defineProperty(Object.prototype, '1', { get() { return { resolve: (value) => found.push(value), reject: (value) => found.push(value), stack: '' }; }, configurable: true });
      await context.user().catch(() => 0); delete Object.prototype['1']; return tell(found.map(findHost).find(Boolean));`,
    'waiting that others see': `return typeof Atomics === 'undefined' && typeof (0, eval)('typeof Atomics === "undefined" ? undefined : Atomics') === 'undefined' ? 'nothing' : 'escaped';`,
    'weak references of the sandbox': `const held = [context, context.log, console, crypto].map((each) => new WeakRef(each)); await new Promise((resolve) => setTimeout(resolve, 5)); return tell(held.map((each) => findHost(each.deref()?.constructor?.constructor('return this')())).find(Boolean));`,
    'a finalizer by its prototype': `const found = []; for (const each of [WeakRef.prototype, WeakMap.prototype, Promise.prototype]) for (let at = each; at; at = Object.getPrototypeOf(at)) found.push(...Object.getOwnPropertyNames(at)); return found.includes('register') ? 'escaped' : 'nothing';`,
    'memory of other languages': `return ['WebAssembly', 'SharedArrayBuffer'].some((name) => (0, eval)('typeof ' + name) !== 'undefined') ? 'escaped' : 'nothing';`,
    'modules that wait for modules': `for (const how of ['defer', 'source']) try { return 'escaped ' + (await (0, eval)('import.' + how + '("node:fs")')); } catch {} return 'nothing';`,
    'a class that is not initialised': `try { new (class extends context.fetch { constructor() { super(); } })(); } catch (error) { return tell(findHost(error.constructor.constructor('return this')())); } return 'nothing';`,
    'a call as a constructor': `const found = []; for (const each of [context.fetch, console.log, setTimeout, queueMicrotask, crypto.randomUUID]) try { found.push(Reflect.construct(each, [], Proxy)); } catch {} return tell(found.map((each) => findHost(each?.constructor?.constructor?.('return this')())).find(Boolean));`,
    'disposal of what is given': `try { const stack = new DisposableStack(); stack.adopt(context, (each) => { globalThis.disposed = findHost(each); }); stack.dispose(); } catch {} return tell(globalThis.disposed);`,
  }),
  ...attacks(
    'boundary flood',
    {
      'of a pattern with sets': `new RegExp('^(?:[\\\\p{L}--[a-z]]|[[a-z]&&[a-f]]|a)*$', 'v').test('a'.repeat(40) + '!'); for (;;);`,
      'of a number from a text': `for (;;) BigInt('9'.repeat(2e6));`,
      'of a number that is written for people': `for (;;) (7n ** 400000n).toLocaleString('de');`,
      'of an iterator without an end': `return Iterator.from({ next: () => ({ done: false, value: 1 }) }).filter(() => false).toArray();`,
      'of a list that is waited for': `return Array.fromAsync({ async *[Symbol.asyncIterator]() { for (;;) yield 1; } });`,
      'of what is grouped': `return Object.groupBy({ *[Symbol.iterator]() { for (let at = 0; ; at++) yield at; } }, (at) => at);`,
      'of segments': `for (;;) [...new Intl.Segmenter('th', { granularity: 'word' }).segment('ภาษา'.repeat(1e5))];`,
    },
    stopped,
  ),
];
