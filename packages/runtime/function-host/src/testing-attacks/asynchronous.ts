import { attacks } from './attack.ts';

/** Tricks with promises, errors and what is thrown. */
export const asynchronous = attacks('async', {
  'a result that is a thenable': `return { then(resolve) { resolve({ found: tell(findHost(resolve.constructor('return this')())) }); } };`,
  'a result whose then throws': `return { get then() { throw { found: tell(findHost(this)) }; } };`,
  'a thenable without end': `const again = { then(resolve) { resolve(again); } }; return Promise.race([again, new Promise((resolve) => setTimeout(resolve, 50))]);`,
  'an error with a hostile message': `throw { get message() { return tell(findHost(this)); }, get stack() { return tell(findHost((() => this)())); } };`,
  'an error that is a proxy': `throw new Proxy(new Error('x'), { get(_, name, receiver) { return tell(findHost(receiver)); } });`,
  'an error that throws when it is read': `throw { get message() { throw this; }, get name() { throw this; }, get stack() { throw this; } };`,
  'nothing thrown': `throw undefined;`,
  'an error whose name is a function of the server': `const error = new Error('x'); error.name = context.fetch; throw error;`,
  'an error with a cause that goes round': `const error = new Error('x'); error.cause = error; error.toJSON = () => error; throw error;`,
  'an error of a class of its own': `class Odd extends Error { static [Symbol.hasInstance]() { return true; } get stack() { return tell(findHost(this.constructor.constructor('return this')())); } } throw new Odd('x');`,
  'a result that prints itself': `return { toJSON() { return { found: tell(findHost(this.constructor.constructor('return this')())) }; } };`,
  'a result that goes round': `const round = {}; round.round = round; return round;`,
  'a result that is a function': `return context.fetch;`,
  'a result that is a symbol': `return Symbol.for('escape');`,
  'a big integer': `return { big: 2n ** 64n };`,
  'a finalizer': `new FinalizationRegistry((held) => { throw new Error(tell(findHost(held))); }).register({}, globalThis); return 'nothing';`,
  'a promise that nobody handles': `Promise.reject(new Error('unhandled')); Promise.reject(globalThis); return 'nothing';`,
  'an error in a timer': `setTimeout(() => { throw new Error('late'); }, 1); await new Promise((resolve) => setTimeout(resolve, 30)); return 'nothing';`,
  'a subclass of promises': `
    const found = [];
    class Odd extends Promise { constructor(run) { super((...all) => { found.push(...all); run(...all); }); } }
    await Odd.resolve(context.user().catch(() => 0));
    return tell(found.map((each) => findHost(each.constructor('return this')())).find(Boolean));`,
});
