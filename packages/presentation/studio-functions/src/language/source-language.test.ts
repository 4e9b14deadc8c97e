import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Definition, functionsOf, readFiles } from '@plinth/app-definition';
import typescript from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { declaredTypes } from './declared-types.ts';
import { SourceLanguage } from './source-language.ts';

const folder = dirname(createRequire(import.meta.url).resolve('typescript'));
const libraries = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => /^lib\.(es5|decorators|decorators\.legacy|es201.*|es202[0-4].*)\.d\.ts$/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
);
const files = {
  'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true }\n  amount: { type: decimal }\n',
  'functions/total.yaml': JSON.stringify({
    input: { prices: 'list<number>', customer: 'context<name: string>' },
    result: 'number',
    grants: {
      records: { note: ['read', 'create'] },
      fetch: ['https://api.example.com/*/'],
      secrets: { key: 'https://api.example.com' },
      connections: { bank: ['balance'] },
    },
    source: '',
  }),
  'functions/bare.yaml': JSON.stringify({ source: '', packages: { 'round-up': '2.1.0' } }),
};
let language: SourceLanguage;
let definition: Definition;
beforeAll(() => {
  const read = readFiles(files);
  expect(read.problems).toEqual([]);
  definition = read.definition;
  language = new SourceLanguage(typescript, libraries);
}, 60_000);

const show = (source: string, key = 'total') => {
  const record = functionsOf(definition).find((each) => each.key === key);
  if (record === undefined) throw new Error('no function');
  language.set(source.replace('‸', ''), declaredTypes(definition, record));
  return source.indexOf('‸');
};
const mistakesIn = (source: string, key?: string) => {
  show(source, key);
  return language.mistakes().map(({ from, to, message }) => [source.slice(from, to), message.split('\n')[0]]);
};
const offeredAt = (source: string, key?: string) => language.completions(show(source, key)).map(({ label }) => label);

describe('TypeScript while a function is written', () => {
  test('knows what a function takes and gives without anybody writing types', () => {
    expect(mistakesIn('export default ({ prices }) => prices.reduce((sum, price) => sum + price, 0);\n')).toEqual([]);
    expect(mistakesIn('/** Adds. */\nexport default ({ prices }) => prices.map((price) => price.trim());\n')).toContainEqual([
      'trim',
      "Property 'trim' does not exist on type 'number'.",
    ]);
    expect(mistakesIn("export default () => 'x';\n")[0]?.[1]).toContain("Type 'string' is not assignable to type 'number");
    expect(offeredAt('export default ({ customer }) => customer.‸')).toEqual(['name']);
    expect(offeredAt('import x from "y";\nexport default (input) => input.‸')).toEqual(expect.arrayContaining(['customer', 'prices']));
  });

  test('knows of the world what is granted, and nothing else', () => {
    const body = (text: string) => `export default async (_, { records, fetch, secret, connection, log }) => { ${text}; return 1; };`;
    expect(offeredAt(body("(await records('note').get('a')).‸"))).toEqual(
      expect.arrayContaining(['amount', 'createdAt', 'id', 'text', 'version']),
    );
    expect(offeredAt(body("records('note').‸"))).toEqual(['create', 'get', 'list']);
    expect(mistakesIn(body("records('other')"))[0]?.[0]).toBe("'other'");
    expect(mistakesIn(body("await connection('bank').call('close')"))[0]?.[0]).toBe("'close'");
    expect(
      mistakesIn(body("await fetch('https://a', { headers: { a: secret('key'), b: ['Basic ', secret('key').basic('me')] } })")),
    ).toEqual([]);
    expect(mistakesIn(body("secret('other')"))[0]?.[0]).toBe("'other'");
    const bare = 'export default (input, context) => context.‸';
    expect(
      mistakesIn("import round from 'round-up';\nimport other from 'other';\nexport default () => round(1);\n", 'bare').map(
        ([text]) => text,
      ),
    ).toEqual(["'other'"]);
    expect(offeredAt(bare, 'bare')).toEqual(['idempotencyKey', 'log', 'user']);
  });

  test('knows nothing of browsers and Node', () => {
    for (const name of ['window', 'document', 'process', 'require', 'XMLHttpRequest', 'fetch'])
      expect(mistakesIn(`export default () => { ${name}; return 1; };`)[0]?.[1]).toContain(`Cannot find name '${name}'`);
  });

  test('knows the interfaces of the web that a function has', () => {
    const source = `export default async ({ prices }) => {
  const url = new URL('?a=1', 'http://x/');
  for (const [name] of url.searchParams) url.searchParams.append(name, btoa(name));
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(url.href)));
  const { signal } = new AbortController();
  signal.throwIfAborted();
  return structuredClone(prices).length + bytes.length + crypto.getRandomValues(new Uint8Array(4)).length;
};`;
    expect(mistakesIn(source)).toEqual([]);
    expect(mistakesIn("export default () => new URL('http://x/').length;\n")[0]?.[1]).toContain(
      "Property 'length' does not exist on type 'URL'",
    );
  });

  test('says what a name is, at its place', () => {
    const source = 'const a = 1;\nexport default ({ prices }) => prices.len‸gth + a;\n';
    const at = show(source);
    const text = source.replace('‸', '');
    const hover = language.hover(at);
    expect(hover?.text).toContain('length: number');
    expect(text.slice(hover?.from, hover?.to)).toBe('length');
  });

  test('takes whatever is written', () => {
    for (const source of [
      '',
      '\u0000',
      'export default',
      'export default (',
      '`${'.repeat(2000),
      '/*',
      'export default '.repeat(50),
      '‮/*‮ export default () => 1',
    ]) {
      show(source);
      for (const { from, to } of language.mistakes()) expect(from >= 0 && to >= from).toBe(true);
      expect(language.completions(0)).toBeInstanceOf(Array);
    }
  });
});
