import { attacks } from './attack.ts';

const stopped = /^functions\.(cpu-exceeded|time-exceeded|memory-exceeded|interrupted|failed|output-too-large)$/;

/** What costs others: requests that are large or many, randomness, native work, and memory beside the heap. */
export const floods = attacks(
  'flood',
  {
    'of large requests that are refused': `const big = []; for (let at = 0; at < 3e5; at++) big.push([]); for (;;) await context.records('client').list({ big }).catch(() => 0);`,
    'of names for the log of requests': `for (;;) await context.records('x'.repeat(1e5)).list().catch(() => 0);`,
    'of randomness': `for (;;) crypto.randomUUID();`,
    'of formats of dates': `const all = []; for (;;) all.push(new Intl.DateTimeFormat('de', { timeZone: 'Europe/Berlin', dateStyle: 'full' }));`,
    'of collations': `const all = []; for (;;) all.push(new Intl.Collator('zh-u-co-pinyin'));`,
    'of patterns': `const all = []; for (let at = 0; ; at++) { const made = new RegExp('(?:a' + at + '|b){1,50}'.repeat(20)); made.test('aaaa'); all.push(made); }`,
    'of brackets for a pattern': `new RegExp('('.repeat(1e6) + ')'.repeat(1e6)).test('x'); for (;;);`,
    'of a pattern that looks behind': `/(?<=(a+)+)b/.test('a'.repeat(40) + 'c'); /(?<=^(a|a)*c)b/.test('a'.repeat(40) + 'b'); for (;;);`,
    'of names that are kept for ever': `for (let at = 0; ; at++) Symbol.for('x'.repeat(1000) + at);`,
    'of buffers that grow': `const all = []; for (;;) { const made = new ArrayBuffer(8, { maxByteLength: 1e8 }); made.resize(1e8); new Uint8Array(made).fill(1); all.push(made); }`,
    'of buffers that move': `let made = new ArrayBuffer(1e7); for (let at = 0; ; at++) made = made.transfer(1e7 + at);`,
    'of text that is made longer': `for (;;) '\\ufdfa'.repeat(1e6).normalize('NFKD');`,
    'of text that is compared': `for (;;) 'ß'.repeat(1e6).localeCompare('ß'.repeat(1e6 - 1) + 'x', 'de');`,
    'of digits': `for (;;) (1n << 3000000n).toString();`,
    'of a list without an end': `return Array.from({ [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) });`,
    'of holes': `const all = []; all.length = 4294967295; return all;`,
    'of proxies within proxies': `let made = {}; for (let at = 0; at < 1e6; at++) made = new Proxy(made, {}); return made.x ?? (() => { for (;;); })();`,
    'of parts of a stack': `Error.stackTraceLimit = Infinity; const down = () => down(); for (;;) { try { down(); } catch (error) { String(error.stack); } }`,
  },
  stopped,
);
