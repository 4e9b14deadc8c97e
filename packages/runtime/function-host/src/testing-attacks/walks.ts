import { attacks } from './attack.ts';

/** Ways along prototypes, constructors and errors to whatever made the isolate. */
export const walks = attacks('walk', {
  'the constructor of this': `return tell(findHost((function () { return this; }).constructor('return this')()));`,
  'the constructor of the context': `return tell(findHost(context.constructor.constructor('return this')()));`,
  'the constructor of a function that was given': `return tell(findHost(context.fetch.constructor('return globalThis')()));`,
  'the constructor of an asynchronous function': `return tell(findHost(await (async () => {}).constructor('return this')()));`,
  'the constructor of a generator': `const Made = (function* () {}).constructor; return tell(findHost(Made('yield this')().next().value));`,
  'the constructor of what a request gives': `return tell(findHost(context.user().constructor.constructor('return this')()));`,
  'the constructor of an error of the server': `try { await context.fetch('nowhere'); } catch (error) { return tell(findHost(error.constructor.constructor('return this')())); }`,
  'the prototype chain of an error of the server': `
    try { await context.records('x').list(); } catch (error) {
      const found = [];
      for (let at = error; at !== null; at = Object.getPrototypeOf(at)) found.push(...Object.getOwnPropertyNames(at));
      return found.includes('stack') && error.constructor !== Error && !(error instanceof Error) ? 'escaped' : found.join();
    }`,
  'the arguments of whoever calls': `
    const look = function () { try { return look.caller ?? look.arguments; } catch { return null; } };
    return tell(findHost(look()));`,
  'call sites of a stack': `
    Error.prepareStackTrace = (_, sites) => sites.map((site) => [site.getThis?.(), site.getFunction?.()]);
    const sites = new Error('x').stack;
    return tell(sites.flat().map((each) => findHost(each)).find((each) => each !== undefined));`,
  'call sites of a stack that overflows': `
    Error.prepareStackTrace = (_, sites) => sites;
    const deep = () => deep();
    try { deep(); } catch (error) { return tell([...(error.stack ?? [])].map((site) => findHost(site.getThis?.())).find(Boolean)); }`,
  'a stack trace in the midst of the sandbox': `
    let seen;
    Error.prepareStackTrace = (_, sites) => { seen = sites.map((site) => site.getFunction?.()); return ''; };
    try { await context.fetch({ toString() { return String(new Error('x').stack); } }); } catch {}
    return tell((seen ?? []).filter(Boolean).map((each) => findHost(each('return this'))).find(Boolean));`,
  'a getter on the prototype of objects': `
    let found;
    Object.defineProperty(Object.prototype, 'ask', { get() { found = this; return undefined; }, configurable: true });
    await context.user().catch(() => 0);
    return tell(findHost(found));`,
  'a setter on the prototype of objects': `
    const found = [];
    for (const name of ['resolve', 'reject', 'value', 'call', 'exports'])
      Object.defineProperty(Object.prototype, name, { set(value) { found.push(value, this); }, configurable: true });
    await context.user().catch(() => 0);
    return tell(found.map(findHost).find(Boolean));`,
  'other built-in functions for the sandbox': `
    const found = [];
    for (const name of ['resolve', 'reject', 'all']) Promise[name] = (...all) => { found.push(...all); return { then() {} }; };
    const then = Promise.prototype.then;
    Promise.prototype.then = function (...all) { found.push(this, ...all); return then.apply(this, all); };
    JSON.parse = (...all) => { found.push(...all); return {}; };
    JSON.stringify = (...all) => { found.push(...all); return '{}'; };
    Reflect.apply = (...all) => { found.push(...all); };
    context.user(); context.log.info({ a: 1 });
    return tell(found.map(findHost).find(Boolean));`,
  'a proxy as an argument': `
    const found = [];
    const trap = new Proxy(function () {}, { get(_, name, receiver) { found.push(receiver); return trap; }, apply(_, self, all) { found.push(self, ...all); return 'x'; }, getPrototypeOf() { return null; } });
    await context.records(trap).create(trap).catch(() => 0);
    return tell(found.filter((each) => each !== trap).map(findHost).find(Boolean));`,
  'a proxy as a result': `return new Proxy({}, { get(_, name, receiver) { return name === 'toJSON' ? () => tell(findHost(receiver)) : undefined; } });`,
  'names of the runner': `return tell([globalThis.process, globalThis.require, globalThis.ivm, globalThis._ivm, globalThis.PlinthSandbox, globalThis.PLINTH_SANDBOX, globalThis.isolatedVm].find((each) => each !== undefined));`,
  'the sandbox by eval': `try { return tell((0, eval)('typeof PlinthSandbox === "undefined" ? undefined : PlinthSandbox')); } catch { return 'nothing'; }`,
  'variables of the sandbox by eval': `try { return tell(eval('ask')); } catch { return 'nothing'; }`,
  'the species of arrays': `
    const found = [];
    Object.defineProperty(Array, Symbol.species, { value: function (...all) { found.push(this, ...all); return []; }, configurable: true });
    context.log.info(1, 2); await context.user().catch(() => 0);
    return tell(found.map(findHost).find(Boolean));`,
  'conversion of values': `
    const found = [];
    const odd = { toString() { found.push(this); return 'x'; }, valueOf() { found.push(this); return 1; }, [Symbol.toPrimitive](hint) { found.push(this, hint); return 'x'; } };
    setTimeout(() => 0, odd); context.secret(odd); await context.fetch(odd).catch(() => 0);
    return tell(found.map(findHost).find(Boolean));`,
  'an import of a module of Node': `return tell(await import('node:fs').catch(() => undefined));`,
  'an import of a file': `return await import('file://' + input.file).then((all) => 'escaped ' + JSON.stringify(all), () => 'nothing');`,
  'an import of data': `return await import('data:text/javascript,export default globalThis').then((all) => tell(findHost(all.default)), () => 'nothing');`,
  require: `try { return tell(require('node:fs')); } catch { return 'nothing'; }`,
  'another realm': `try { return tell(findHost(new ShadowRealm().evaluate('globalThis'))); } catch { return 'nothing'; }`,
  'an iterator of the sandbox': `
    const found = [];
    const iterator = Array.prototype[Symbol.iterator];
    Array.prototype[Symbol.iterator] = function () { found.push(this); return iterator.call(this); };
    await context.user().catch(() => 0); context.log.warn('a', 'b');
    return tell(found.map(findHost).find(Boolean));`,
});
