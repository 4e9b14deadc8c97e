import { builtins } from '@plinth/expression';
import type { Choices } from './choices.ts';

const names =
  'a b c item partial ? date time duration x y f n inherited global __proto__ constructor prototype toString valueOf hasOwnProperty globalThis process require eval this window arguments Function monthly-salary'
    .split(' ')
    .concat('monthly salary', 'monthly salary after tax', 'date and time', 'time offset', 'ünï cöde', "o'clock");
const numbers =
  '0 1 2 3 -1 0.1 1.005 1e21 9007199254740991 9007199254740993 1e6144 1e-6176 9999999999999999999999999999999999 1e33 100000 1e400 .5 34 0.0000001'.split(
    ' ',
  );
const texts = [
  '',
  'a',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab',
  '(a+)+$',
  'a*a*a*a*a*b',
  '(.*)*\\\\1',
  '[a-z-[aeiou]]',
  '(a|aa)+(b|$)',
  '((a{1,30}){1,30}){1,30}',
  '$1$0',
  '\\\\p{Lu}',
  '\\uD83D\\uDE00',
  '\\U01F600',
  '__proto__',
  'constructor',
  '2026-02-29',
  '1,000.5',
  ' ',
  '[1..3]',
  'P1Y',
];
const temporals = [
  '2024-02-29',
  '-999999999-01-01',
  '999999999-12-31',
  '2026-03-29T02:30:00@Europe/Berlin',
  '23:59:59.999999999',
  '23:59:60',
  '12:00:00@Pacific/Apia',
  '12:00:00+14:00',
  'P999999999Y',
  '-P999999999999D',
  'PT0.000000001S',
  'P1M',
  'PT36H',
  'nothing',
];
const typeNames = [
  'number',
  'string',
  'Any',
  'list<number>',
  'context<a: number>',
  'range<date>',
  'function<number> -> string',
  'date and time',
  'Null',
  'list<list<list<Any>>>',
];
const operators = ['+', '-', '*', '/', '**', '=', '!=', '<', '<=', '>', '>=', ' and ', ' or '];

/** An expression of FEEL's grammar, whatever its types are; `depth` is how deep it may be. */
export function randomSyntax(choose: Choices, depth: number): string {
  const inner = () => randomSyntax(choose, depth - 1);
  const name = () => choose.pick(names);
  const some = (write: () => string, most = 3) => Array.from({ length: choose.below(most + 1) }, write).join(', ');
  if (depth <= 0) return leaf(choose);
  const forms: readonly (() => string)[] = [
    () => leaf(choose),
    () => `${inner()} ${choose.pick(operators)} ${inner()}`,
    () => `${inner()} ${choose.pick(operators)} ${inner()}`,
    () => `(${inner()})`,
    () => `-${inner()}`,
    () => `[${some(inner)}]`,
    () => `{${some(() => `${choose.oneIn(4) ? JSON.stringify(name()) : name()}: ${inner()}`)}}`,
    () => `${inner()}[${inner()}]`,
    () => `${inner()}.${name()}`,
    () => `if ${inner()} then ${inner()} else ${inner()}`,
    () => `for ${name()} in ${inner()} return ${inner()}`,
    () =>
      `for ${name()} in ${choose.pick(['1..3', '1..1000000000000', '3..-3', '@"2026-01-01"..@"2026-01-09"'])}, ${name()} in ${inner()} return ${inner()}`,
    () => `${choose.pick(['some', 'every'])} ${name()} in ${inner()} satisfies ${inner()}`,
    () => `${inner()} in (${some(() => `${choose.pick(['', '<', '>=', '=', '!='])} ${inner()}`)})`,
    () => `${inner()} between ${inner()} and ${inner()}`,
    () => `${choose.pick(['[', '(', ']'])}${inner()}..${inner()}${choose.pick([']', ')', '['])}`,
    () => `${inner()} instance of ${choose.pick(typeNames)}`,
    () => `(function(${some(() => (choose.oneIn(3) ? `${name()}: ${choose.pick(typeNames)}` : name()))}) ${inner()})(${some(inner)})`,
    () =>
      `(function(f) f(f, ${inner()}))(function(f, n) ${choose.pick(['f(f, n)', 'f(f, [n, n])', 'f(f, n + n)', 'f(f, {a: n, b: n})', inner()])})`,
    () => call(choose, inner),
    () => call(choose, inner),
    () => call(choose, inner),
    () => `${name()}(${some(() => (choose.oneIn(3) ? `${name()}: ${inner()}` : inner()))})`,
    () => `${inner()} /* ${name()} */ // ${name()}\n`,
  ];
  return choose.pick(forms)();
}

/** A call of any form of any builtin, with arguments of its types more often than not. */
function call(choose: Choices, inner: () => string): string {
  const { name, parameters } = choose.pick(builtins);
  const named = choose.oneIn(5);
  const given = parameters.filter(({ optional }) => !optional || choose.oneIn(2));
  const values = given.map((parameter) => {
    const value = choose.oneIn(3) ? inner() : fitting(choose, parameter.type.kind, inner);
    return named ? `${parameter.name}: ${value}` : value;
  });
  return `${name}(${values.join(', ')})`;
}

function fitting(choose: Choices, kind: string, inner: () => string): string {
  switch (kind) {
    case 'number':
      return choose.pick(numbers);
    case 'string':
      return `"${choose.pick(texts)}"`;
    case 'list':
      return choose.pick([`[${inner()}, ${inner()}]`, `(for i in 1..${choose.pick(['3', '200', '100000'])} return ${inner()})`]);
    case 'function':
      return `function(a, b) ${choose.pick(['a < b', 'true', inner()])}`;
    case 'context':
      return `{a: ${inner()}, __proto__: ${inner()}}`;
    default:
      return `@"${choose.pick(temporals)}"`;
  }
}

function leaf(choose: Choices): string {
  switch (choose.below(7)) {
    case 0:
    case 1:
      return choose.pick(names);
    case 2:
    case 3:
      return choose.pick(numbers);
    case 4:
      return `"${choose.pick(texts)}"`;
    case 5:
      return `@"${choose.pick(temporals)}"`;
    default:
      return choose.pick(['null', 'true', 'false', '[]', '{}', '""', 'now()', '?']);
  }
}
