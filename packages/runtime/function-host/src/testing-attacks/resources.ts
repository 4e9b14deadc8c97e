import { attacks } from './attack.ts';

const stopped = /^functions\.(cpu-exceeded|time-exceeded|memory-exceeded|interrupted)$/;
const bounded = /^functions\.(cpu-exceeded|time-exceeded|memory-exceeded|interrupted|failed|output-too-large)$/;

/** What never ends, or takes everything there is. */
export const resources = [
  ...attacks(
    'loop',
    {
      'before await': `for (;;);`,
      'after await': `await 0; for (;;);`,
      'of await': `for (;;) await 0;`,
      'of microtasks': `const again = () => Promise.resolve().then(again); again(); await new Promise(() => 0);`,
      'of microtasks that double': `const again = () => { Promise.resolve().then(again); Promise.resolve().then(again); }; again(); await new Promise(() => 0);`,
      'in a getter of the result': `return { get endless() { for (;;); } };`,
      'in a getter of an error': `throw { get message() { for (;;); } };`,
      'in a conversion': `context.log.info({ toJSON() { for (;;); } });`,
      'that catches its own end': `for (;;) { try { for (;;); } catch {} finally { for (;;); } }`,
      'of a regular expression': `/^(a+)+$/.test('a'.repeat(40) + 'b');`,
      'of a regular expression without an end': `/(x+x+)+y/.test('x'.repeat(40));`,
      'of a giant number': `let big = 2n; for (;;) big = big * big;`,
      'in a sort': `new Array(100).fill(0).sort(() => { for (;;); });`,
      'that waits for ever': `await new Promise(() => 0);`,
      'of timers': `await new Promise(() => { const again = () => setTimeout(again, 0); again(); });`,
    },
    stopped,
  ),
  ...attacks('loop', {
    'left behind': `(async () => { for (;;) await 0; })(); return 'nothing';`,
    'left behind in a timer': `setTimeout(() => { for (;;); }, 0); return 'nothing';`,
  }),
  ...attacks(
    'bomb',
    {
      'of arrays': `const all = []; for (;;) all.push(new Array(1000).fill(1.5));`,
      'of texts': `let text = 'x'; for (;;) text += text;`,
      'of texts joined': `new Array(1e6).fill('x'.repeat(1000)).join('');`,
      'of buffers': `const all = []; for (;;) all.push(new Uint8Array(10_000_000).fill(1));`,
      'of one giant buffer': `new Float64Array(5e8).fill(1);`,
      'of one giant array': `Array(1e9).fill(1);`,
      'of a map': `const all = new Map(); for (let at = 0; ; at++) all.set(at, { at });`,
      'of promises': `const all = []; for (;;) { all.push(new Promise(() => 0)); await 0; }`,
      'of brackets for the parser': `JSON.parse('['.repeat(5e7));`,
      'of source for the parser': `(0, eval)('('.repeat(1e7));`,
      'of calls': `const deep = () => deep() + 1; deep();`,
      'of the result': `return 'x'.repeat(2e7);`,
      'of what is logged': `const line = 'x'.repeat(1e6); for (let at = 0; at < 1e5; at++) context.log.info(line); throw new Error('done');`,
      'of requests': `const all = []; for (let at = 0; at < 1e5; at++) all.push(context.user()); await Promise.all(all);`,
      'of requests one after the other': `for (let at = 0; at < 1e6; at++) await context.user();`,
      'of a giant request': `await context.fetch('https://example.com/', { method: 'POST', body: 'x'.repeat(3e7) });`,
    },
    bounded,
  ),
];
