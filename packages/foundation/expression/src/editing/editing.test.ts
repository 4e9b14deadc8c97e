import { describe, expect, test } from 'vitest';
import {
  compile,
  contextType,
  cursorPlace,
  expressionsIn,
  listOf,
  membersOf,
  printType,
  types,
  writtenNames,
  writtenTokens,
} from '../index.ts';

const city = contextType({ name: types.string, population: types.number });
const client = contextType({ name: types.string, born: types.date, city });
const scope = contextType({ amount: types.number, status: types.string, client, clients: listOf(client) });

describe('tokens', () => {
  test.each([
    [
      'if amount > 5 then "a b" else -1.5',
      ['keyword if', 'name amount', 'sign >', 'number 5', 'keyword then', 'text "a b"', 'keyword else', 'sign -', 'number 1.5'],
    ],
    ['client.name', ['name client', 'sign .', 'property name']],
    ['sum(clients.x) // so', ['function sum', 'sign (', 'name clients', 'sign .', 'property x', 'sign )', 'comment // so']],
    ['"open', ['text "open']],
    ['a /* never', ['name a', 'comment /* never']],
    ['= <> ]]', ['sign =', 'sign <', 'sign >', 'sign ]', 'sign ]']],
  ])('%s', (text, expected) => {
    const tokens = writtenTokens(text);
    expect(tokens.map(({ kind, text }) => `${kind} ${text}`)).toEqual(expected);
    for (const token of tokens) expect(text.slice(token.from, token.to)).toBe(token.text);
  });

  test('anything written has tokens that cover what is no blank, in a time that grows with it', () => {
    for (const piece of ['{{', '"', '😀', '/*', '.5.', '\\', 'for x in', '‮', '@"']) {
      const text = piece.repeat(5_000);
      const covered = writtenTokens(text).reduce((sum, { from, to }) => sum + to - from, 0);
      expect(covered).toBeGreaterThanOrEqual(text.replace(/\s/g, '').length);
    }
  });
});

const at = (marked: string) => cursorPlace(marked.replace('|', ''), marked.indexOf('|'), scope);

describe('what can be written at a place', () => {
  test.each([
    ['amount + client.ci|', client],
    ['if client.city.| then', city],
    ['clients[1].ci|', client],
    ['sum(clients.|', client],
    ['clients[name = "a"].city.|', city],
    ['(client).|', client],
    ['for c in clients return c.|', client],
    ['some c in clients satisfies c.city.|', city],
    ['{ c: client.city, d: c.| }', city],
  ])('%s offers members', (marked, expected) => {
    const { of } = at(marked);
    expect(Object.keys(membersOf(of ?? types.null))).toEqual(Object.keys(expected.entries));
  });

  test('members of dates are offered too', () => {
    expect(Object.keys(membersOf(at('client.born.|').of ?? types.null))).toContain('year');
  });

  test('within a filter the entries of its items are names, and outside of it no more', () => {
    expect(Object.keys(at('clients[|').names.entries)).toEqual(expect.arrayContaining(['item', 'born', 'amount']));
    expect(Object.keys(at('clients[1] + |').names.entries)).not.toContain('born');
  });

  test('variables are names, with the types of their items', () => {
    const { names } = at('for c in clients return |');
    expect(names.entries.c).toBe(client);
  });

  test.each([
    ['round half up(|', 'round half up', 0],
    ['substring(client.name, |', 'substring', 1],
    ['count(clients[amount > |', 'count', 0],
    ['max(1, min(2, 3), |', 'max', 2],
  ])('%s is an argument', (marked, name, argument) => {
    expect(at(marked).call).toMatchObject({ name, argument });
  });

  test.each(['status = |', 'status != "|', 'status in (|', 'status in ("a", |', 'client.city.name = |'])('%s compares a name', (marked) => {
    const { compared } = at(marked);
    const [name, owner] = marked.includes('city') ? ['name', city] : ['status', scope];
    expect(compared?.name).toBe(name);
    expect(compared?.owner).toBe(owner);
  });

  test('nothing is offered in texts, comments and numbers', () => {
    for (const marked of ['"cli|', '// cli|', '/* cli|', '12|']) expect(at(marked).literal).toBe(true);
    for (const marked of ['"cli"|', '"cli" |', 'cli|', '|']) expect(at(marked).literal).toBe(false);
  });
});

test('names are told with what they are names of', () => {
  const text = 'count(clients[city.population > amount and item.name = client.name]) + sum(for c in clients return c.city.population)';
  const names = writtenNames(compile(text, { scope }), scope);
  const told = names.map(({ name, owner, from, to }) => {
    expect(text.slice(from, to)).toBe(name);
    return `${owner === scope ? 'scope' : owner === client ? 'client' : owner === city ? 'city' : printType(owner ?? types.null)}.${name}`;
  });
  expect(told).toEqual([
    'scope.clients',
    'client.city',
    'city.population',
    'scope.amount',
    'client.name',
    'scope.client',
    'client.name',
    'scope.clients',
    'client.city',
    'city.population',
  ]);
});

test('expressions of a template are found, also one that is never closed', () => {
  const text = 'a {{ x }} b {{ {a: "}}"}.a }} c {{ y';
  expect(expressionsIn(text).map(({ from, to }) => text.slice(from, to))).toEqual([' x ', ' {a: "}}"}.a ', ' y']);
});
