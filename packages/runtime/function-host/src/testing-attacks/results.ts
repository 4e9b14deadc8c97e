import { attacks } from './attack.ts';

const deep = 'let deep: any = []; for (let at = 0; at < 3000; at++) deep = [deep];';
const refused = /^functions\.(failed|wrong-result|output-too-large|memory-exceeded|interrupted)$/;

/** What comes back to those who called: names of prototypes, depths, lengths, and texts that others would obey. */
export const results = [
  ...attacks(
    'result',
    {
      'with a prototype among its names': `return JSON.parse('{"a": [{"__proto__": {"isAdministrator": true}}]}');`,
      'that is too deep for whoever writes it again': `${deep} return deep;`,
      'that is too deep, by a proxy': `let left = 3000; const made = () => new Proxy([], { get: (_, name) => (name === 'length' ? 1 : name === 'toJSON' ? undefined : left-- > 0 ? made() : 1) }); return made();`,
      'that is as long as its memory': `return 'x'.repeat(12_000_000);`,
      'that is as long as its memory, in wide characters': `return '金'.repeat(5_000_000);`,
      'that is an error as long as its memory': `throw new Error('x'.repeat(12_000_000));`,
    },
    refused,
  ),
  ...attacks('result', {
    'that would be a page': `return '</script><script>escape()</script>\\u2028\\u2029';`,
    'that is written raw': `return { raw: JSON.rawJSON('"x"'), number: JSON.rawJSON('1e999') };`,
    'that is written by numbers': `Number.prototype.toJSON = () => 'nothing'; Boolean.prototype.toJSON = () => ({ a: 1 }); return [1, true];`,
    'that is written by big numbers': `BigInt.prototype.toJSON = function () { return tell(findHost(this.constructor.constructor('return this')())); }; return 2n ** 64n;`,
    'in half characters': `return '\\ud800' + String.fromCharCode(0xdfff, 0, 0xfffe);`,
    'that is a generator': `return (function* () { for (;;) yield 1; })();`,
    'that disposes of itself': `return { [Symbol.dispose]() { return 'escaped'; }, [Symbol.asyncDispose]() { return 'escaped'; } };`,
    'of an error that commands a terminal': `throw Object.assign(new Error('\\u001b]0;x\\u0007\\u001b[2J'), { name: '\\u009b31m', code: '\\u001b[A' });`,
    'of an error with a stack of others': `const error = new Error('x'); error.stack = ('at x (plinth:function:1:1)\\n').repeat(1e5); throw error;`,
    'of an error with a stack that is nowhere': `const error = new Error('x'); error.stack = 'at x (plinth:function:999999999999:1) (plinth:x:0:0) at (../../../etc/passwd:1:1)'; throw error;`,
    'of an error that loops where it is read': `Error.prepareStackTrace = () => new Proxy({}, { get: () => () => 'x' }); throw new Error('x');`,
    'of an error as a list of errors': `throw new AggregateError([new Error('a', { cause: new Error('b') })], 'c');`,
    'of an error that is suppressed': `throw new SuppressedError(globalThis, context.fetch, 'c');`,
    'in a place of its own': `Error.prepareStackTrace = () => 'plinth:function:9999999:9999999 plinth:function:-1:x'; console.log('x'); return 'nothing';`,
  }),
] as const;
