import type { Attack } from './attack.ts';

const refused = /^functions\.(invalid|failed|cpu-exceeded|time-exceeded)$/;
const forged = Buffer.from(
  JSON.stringify({ version: 3, sources: ['../../etc/passwd', 'node_modules/../../x'], names: [], mappings: 'AAAA;ACAA,UACA' }),
).toString('base64');

const texts: Readonly<Record<string, string>> = {
  nothing: '',
  'without a function': 'export const a = 1;',
  'whose function is a class': 'export default class { constructor() { throw new Error("made"); } }',
  'that waits for ever while it is loaded': 'await new Promise(() => 0); export default () => 1;',
  'that loops while it is loaded': 'for (;;) await 0; export default () => 1;',
  'that throws while it is loaded': 'throw { get message() { for (;;); } }; export default () => 1;',
  'that imports a file above': `import x from '../../../../etc/passwd'; export default () => x;`,
  'that imports a module of Node': `import { readFileSync } from 'node:fs'; export default (input) => readFileSync(input.file, 'utf8');`,
  'that imports data': `import x from 'data:text/javascript,export default globalThis'; export default () => x;`,
  'that imports a text': `import x from '/runner.cjs' with { type: 'text' }; export default () => x;`,
  'that gives on what it imports': `export { default } from 'file:///etc/passwd';`,
  'that requires': `const fs = require('node:fs'); export default (input) => fs.readFileSync(input.file, 'utf8');`,
  'with a map of its own': `export default () => { throw new Error('x'); };\n//# sourceMappingURL=data:application/json;base64,${forged}`,
  'with a map of a file': `export default () => { throw new Error('x'); };\n//# sourceMappingURL=/isolates.node`,
  'with references': `/// <reference path="/etc/passwd" />\n/// <reference types="node" />\nexport default (input) => process.env[input.variable];`,
  'with directives of compilers': `/** @jsx escape */ // @ts-ignore\n/*! @license */ 'use asm'; export default () => { throw new Error(String(new Error().stack)); };`,
  'that ends what it stands in': 'export default () => { throw new Error("`\\n});//*/</script>\u2028"); };',
  'of brackets': `export default () => { throw ${'('.repeat(50_000)}1${')'.repeat(50_000)}; };`,
  'of templates': `export default () => { throw ${'`${'.repeat(20_000)}1${'}`'.repeat(20_000)}; };`,
  'of types': `type A = ${'{ a: '.repeat(20_000)}1${' }'.repeat(20_000)}; export default () => { throw new Error('x'); };`,
  'in half characters': `export default () => { throw new Error("\ud800\u0000"); };`,
};

/** Sources that attack whoever compiles, loads or explains them, without a call. */
export const sources: readonly Attack[] = Object.entries(texts).map(([name, source]) => ({
  name: `source: ${name}`,
  source,
  ends: refused,
}));
