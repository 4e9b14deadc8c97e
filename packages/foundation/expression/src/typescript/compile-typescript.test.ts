import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtins, type ContextType, compile, compileTypescript, contextType, type FeelType, listOf, types } from '../index.ts';
import * as runtime from '../runtime/index.ts';
import { identifierOf } from './identifiers.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..', '..');
const client: ContextType = contextType(
  {
    name: types.string,
    since: types.date,
    get employer() {
      return client;
    },
  } as Record<string, FeelType>,
  { name: 'client' },
);
const scope = contextType({
  a: types.number,
  b: types.number,
  name: types.string,
  status: types.string,
  done: types.boolean,
  date: types.date,
  count: types.number,
  'monthly salary': types.number,
  tags: listOf(types.string),
  rows: listOf(contextType({ amount: types.number, label: types.string })),
  client,
});

/** The statement of the function alone. */
function emitted(text: string): string {
  const { source } = compileTypescript({ value: compile(text, { scope }) });
  const [, body = ''] = /\{\n {2}return ([\s\S]*?);\n\}/.exec(source) ?? [];
  return body;
}

test.each([
  ['a + b * 2 > 10 and contains(name, "x")', "and(greater(add(a, multiply(b, 2)), 10), () => contains(name, 'x'))"],
  ['status = "open" or status = "new"', "status === 'open' || status === 'new'"],
  ['status = "open" and client.name != null', "status === 'open' && (client?.name ?? null) !== null"],
  ['(a = 1) = (b = 2)', '(a === 1) === (b === 2)'],
  ['a = b', 'equal(a, b)'],
  ['a = 0.1', 'equal(a, NUMBER_0_1)'],
  ['status < "b"', "less(status, 'b')"],
  ['if done and a > 1 then name else null', 'done === true && greater(a, 1) === true ? name : null'],
  ['a in [1..5)', "isIn(a, interval('[', 1, 5, ')'))"],
  ['status in ("open", "new")', "status === 'open' || status === 'new'"],
  ['status in ("open", "new") and done', "(status === 'open' || status === 'new') && done"],
  ['client.employer.employer.name', 'client?.employer?.employer?.name ?? null'],
  ['client = null or client.name = "x"', "client === null || equal(property(client, 'name'), 'x')"],
  ['rows[amount > 5].label', "property(\n    filter(rows, (item) => greater(property(item, 'amount'), 5)),\n    'label',\n  )"],
  [
    'for i in 1..3, r in rows return r.amount * i',
    "forEach([() => interval('[', 1, 3, ']'), () => rows], (i, r) => multiply(property(r, 'amount'), i))",
  ],
  ['some t in tags satisfies true', 'some([() => tags], () => true)'],
  ['{x: a, y: x + 1}', "inOrder([\n    ['x', () => a],\n    ['y', (x) => add(x, 1)],\n  ])"],
  ['{"__proto__": a, b: b}', "{ ['__proto__']: a, b }"],
  ['contains(match: name, string: "abc")', "contains('abc', name)"],
  ['date + @"P1D" > date("2026-01-31")', 'greater(add(date2, DURATION_P1D), DATE_2026_01_31)'],
  ['date.year = 2026', '(date?.year ?? null) === 2026'],
  ['count(tags) + count', 'add(count(tags), count2)'],
  ['now() > date and time("2026-01-01T00:00:00Z")', 'greater(now(clock), INSTANT_2026_01_01T00_00_00Z)'],
])('%s is written so', (text, expected) => {
  expect(emitted(text)).toBe(expected);
});

test('what an expression reads are typed parameters, and nothing else is in the way', () => {
  const { source, functions } = compileTypescript({ 'is rich': compile('monthly salary > 1000.5 and client.name = "x"', { scope }) });
  expect(functions.get('is rich')).toBe('isRich');
  expect(source).toBe(`import { and, exactly, type FeelNumber, greater } from '@plinth/expression/runtime';

const NUMBER_1000_5 = exactly('1000.5');

/** monthly salary > 1000.5 and client.name = "x" */
export function isRich({ 'monthly salary': monthlySalary, client }: IsRichScope): boolean | null {
  return and(greater(monthlySalary, NUMBER_1000_5), () => (client?.name ?? null) === 'x');
}

/** What {@link isRich} reads. */
export interface IsRichScope {
  readonly 'monthly salary': FeelNumber | null;
  readonly client: { readonly name: string | null } | null;
}
`);
});

test('nothing in a text gets out of its quotes or comment', () => {
  const hostile = contextType({ "a'); process.exit(1); ('": types.number, '*/ process.exit(1) /*': types.string, class: types.number });
  const texts = ['"*/ process.exit(1); /*"', '"\'); process.exit(1); (\'"', '"`+process.exit(1)+`"', '"\\\\\'\u2028"', 'class + 1'];
  const { source } = compileTypescript(Object.fromEntries(texts.map((text, index) => [`f${index}`, compile(text, { scope: hostile })])));
  const { status, stderr } = checkTypes(source);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(source).toContain('export function f4({ class: classValue }: F4Scope)');
  expect(source.match(/\*\//g)).toHaveLength(texts.length + 2);
});

test('a type that refers to itself cannot be a value', () => {
  const named = new Map([['client', client]]);
  const typed = compile('name instance of client', { scope, types: named });
  expect(() => compileTypescript({ typed })).toThrow('"name instance of client" cannot be written as TypeScript.');
});

test('the runtime has every builtin under the name that emitted code calls', () => {
  const exported = new Map(Object.entries(runtime));
  const missing = builtins.map(({ name }) => identifierOf(name)).filter((name) => name !== 'duration' && !exported.has(name));
  expect(missing).toEqual([]);
  expect(runtime.stringLength('a😀')).toBe(2);
  expect(runtime.contains('abc', null)).toBeNull();
});

test('the module passes the strict settings and the formatter of the project', () => {
  const texts = [
    'a + b * 2 > 10 and contains(name, "x")',
    'if status = "open" then client.since + @"P30D" else date',
    'rows[amount > 5 and label = name].amount',
    'for i in 1..3, r in rows return r.amount * i + count(partial)',
    '{x: a, y: x + 1, "b c": {z: y}}',
    'sort(tags, function(p, q) p < q)',
    'name in ("a", "b", ? = "c", < "d") or a between 1 and 2 or date in [date("2026-01-01")..date("2026-12-31")]',
    'if name = null then name = "x" else name = "y" and name = "z" and done = true and done = false',
    '(function(p: number, q) p + q)(q: a, p: b)',
    'every r in rows satisfies r.amount > a and contains(r.label, name) and string length(r.label) between a and b and r.amount < monthly salary',
    'today() > date or now() > @"2026-01-01T00:00:00Z"',
    'if done then (if a > 1 then "one" else "two") else if b > 1 then client.name else upper case(name) + "a rather long text that fills a line" + status',
  ];
  const { source } = compileTypescript(Object.fromEntries(texts.map((text, index) => [`f${index}`, compile(text, { scope })])));
  expect(checkTypes(source)).toMatchObject({ status: 0, stderr: '', stdout: '' });
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const formatted = spawnSync(process.execPath, [biome, 'format', '--stdin-file-path=emitted.ts'], {
    cwd: root,
    input: source,
    encoding: 'utf8',
  });
  expect(formatted.stdout).toBe(source);
}, 60_000);

test('a name that very many items around it may have is refused instead of written out', () => {
  const nested = (depth: number) => compile(`${'any['.repeat(depth)}1${']'.repeat(depth)}`, { scope: contextType({ any: types.any }) });
  expect(compileTypescript({ f: nested(20) }).source.length).toBeLessThan(50_000);
  expect(() => compileTypescript({ f: nested(100) })).toThrowError(expect.objectContaining({ code: 'expression.not-in-typescript' }));
});

function checkTypes(source: string) {
  mkdirSync(join(root, '.plinth'), { recursive: true });
  const folder = mkdtempSync(join(root, '.plinth', 'emitted-'));
  try {
    writeFileSync(join(folder, 'emitted.ts'), source);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.json', include: ['emitted.ts'], exclude: [] }));
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    return spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
