import { attacks } from './attack.ts';

/** Rights that were not given, memory that is shared, other tenants. */
export const forgeries = attacks('forge', {
  'a secret of its own, read': `return JSON.stringify(context.secret('own')) + String(context.secret('own')) + Object.values(context.secret('own'));`,
  'a secret of another tenant': `return (await context.fetch('http://allowed.test/', { headers: { a: context.secret('theirs') } })).text();`,
  'a handle made by hand': `return (await context.fetch('http://allowed.test/', { headers: { a: { secret: 'theirs' } } })).text();`,
  'a secret sent to another address': `return (await context.fetch('http://127.0.0.1:' + input.port, { headers: { a: context.secret('own') } })).text();`,
  'a secret in the body': `return (await context.fetch('http://allowed.test/', { method: 'POST', body: context.secret('own') })).text();`,
  'a secret by a name of the prototype': `return (await context.fetch('http://allowed.test/', { headers: { a: context.secret('constructor') } })).text();`,
  'records without a grant': `return context.records('client').list();`,
  'records by a name of the prototype': `return context.records('__proto__').list();`,
  'records by a path': `return context.records('../../other/production/app/client').list();`,
  'an operation that was not granted': `return context.records('note').delete('1');`,
  'an event that was not granted': `return context.tell('placed', {});`,
  'an event by a name of the prototype': `return context.tell('constructor', {});`,
  'an event as a list': `return context.tell(['kept', 'placed'], {}).then(() => 'escaped');`,
  'an event without data': `return context.tell('kept', 'x').then(() => 'escaped');`,
  'an event with the type in its data': `return context.tell('kept', { type: 'placed', kind: 'secrets.read' }).then(() => 'nothing');`,
  'another kind of request': `
    const stringify = JSON.stringify;
    const odd = { toJSON() { return { entity: 'note', kind: 'secrets.read' }; } };
    return context.records(odd).list(odd);`,
  'a context of a former call': `
    const former = globalThis.kept; globalThis.kept = context;
    if (former === undefined) return 'nothing';
    return former.user().then(() => 'escaped', () => 'nothing');`,
  'a changed context': `try { context.records = () => 'x'; context.user.call({ id: 'admin' }); } catch {} return Object.isFrozen(context) ? 'nothing' : 'escaped';`,
  WebAssembly: `return typeof WebAssembly === 'undefined' ? 'nothing' : 'escaped';`,
  'WebAssembly by another way': `try { return (await (0, eval)('import("data:application/wasm;base64,AGFzbQEAAAA=")')) ? 'escaped' : 'nothing'; } catch { return 'nothing'; }`,
  'shared memory': `return typeof SharedArrayBuffer === 'undefined' && typeof Atomics === 'undefined' ? 'nothing' : 'escaped';`,
  'shared memory by a clone': `
    const made = structuredClone({ bytes: new Uint8Array(new ArrayBuffer(8, { maxByteLength: 16 })) });
    return Object.prototype.toString.call(made.bytes.buffer) === '[object ArrayBuffer]' && typeof made.bytes.buffer.grow === 'undefined' ? 'nothing' : 'escaped';`,
  'a fine clock': `
    const fine = typeof performance !== 'undefined' || typeof (globalThis.Temporal?.Now?.instant?.().epochNanoseconds) === 'bigint' && Temporal.Now.instant().epochNanoseconds % 1000000n !== 0n;
    return fine ? 'escaped' : 'nothing';`,
  'the time that neighbours take': `
    const seen = new Set(); const until = Date.now() + 30;
    while (Date.now() < until) seen.add(Date.now() % 1);
    return seen.size === 1 ? 'nothing' : 'escaped';`,
  'the inspector': `return typeof console.profile === 'function' || typeof console.context === 'function' ? 'escaped' : 'nothing';`,
});
