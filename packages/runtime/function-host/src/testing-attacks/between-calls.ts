import { attacks } from './attack.ts';

/** What is left behind for when nobody looks: finalizers, timers, promises, and whatever belongs to another call. */
export const betweenCalls = attacks('later', {
  'a finalizer that loops': `
    const registry = typeof FinalizationRegistry === 'undefined' ? null : new FinalizationRegistry(() => { for (;;); });
    for (let at = 0; at < 1e4; at++) registry?.register({}, at);
    const all = []; for (let at = 0; at < 1e5; at++) all.push({ at });
    return 'nothing';`,
  'a weak reference to what is shared': `const held = new WeakRef(context.fetch); return tell(findHost(held.deref()?.constructor('return this')()));`,
  'a request that nobody waits for': `context.fetch('http://allowed.test/v1/').then(() => { globalThis.late = 1; }, () => 0); return 'nothing';`,
  'a timer for the next call': `setTimeout(() => { globalThis.late = context; }, 5); return globalThis.late === undefined ? 'nothing' : 'escaped';`,
  'a logger of a former call': `globalThis.logger ??= context.log; globalThis.logger.info('nothing'); return 'nothing';`,
  'a promise that is settled by the next call': `
    globalThis.settled ??= []; const before = globalThis.settled.length;
    new Promise((resolve) => globalThis.settled.push(resolve)).then(() => context.user()).then(() => { globalThis.leaked = true; }, () => 0);
    if (before > 0) globalThis.settled[0]();
    await 0; return globalThis.leaked === true ? 'escaped' : 'nothing';`,
  'ten thousand timers': `for (let at = 0; at < 1e4; at++) setTimeout(() => 0, 1e6); return 'nothing';`,
  'timers at odd times': `for (const at of [NaN, -1, Infinity, 1e300, '5', null, {}, 2n]) try { setTimeout(() => 0, at); } catch {} return 'nothing';`,
  'a handler of what nobody catches': `globalThis.onunhandledrejection = (event) => { globalThis.late = tell(findHost(event)); }; Promise.reject(1); await 0; return 'nothing';`,
});
