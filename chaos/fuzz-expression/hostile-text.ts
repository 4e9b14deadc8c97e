import type { Choices } from './choices.ts';
import { growingTexts } from './growing-texts.ts';
import { randomSyntax } from './random-syntax.ts';

export type Origin = 'grammar' | 'mutation' | 'characters' | 'size';

export interface HostileText {
  readonly origin: Origin;
  readonly text: string;
}

const pieces = [
  '"',
  '\\',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '..',
  '.',
  ',',
  ':',
  '@',
  '/*',
  '*/',
  '//',
  '\n',
  '\0',
  '\u2028',
  '\ud800',
  '😀',
  '\u0301',
  '?',
  "'",
  '{{',
  '}}',
  ' in ',
  ' if ',
  ' then ',
  ' else ',
  ' for ',
  ' return ',
  ' function(',
  ' external ',
  ' instance of ',
  ' between ',
  ' and ',
  ' not(',
  '**',
  '1e',
  '-',
  '<',
  '=',
];

/** The text of a case, by one of four ways; those that are near to something real come most often. */
export function hostileText(choose: Choices, real: readonly string[]): HostileText {
  const way = choose.below(20);
  if (way < 9) return { origin: 'grammar', text: randomSyntax(choose, 1 + choose.below(5)) };
  if (way < 17) return { origin: 'mutation', text: mutated(choose, real) };
  if (way < 19) return { origin: 'characters', text: characters(choose) };
  const shapes = Object.values(growingTexts);
  const shape = choose.pick(shapes);
  return { origin: 'size', text: spliced(choose, shape(1 + choose.below(choose.oneIn(4) ? 3_000 : 60)), real) };
}

/** A real expression with one to five things in it changed. */
function mutated(choose: Choices, real: readonly string[]): string {
  let text = choose.pick(real);
  for (let changes = 1 + choose.below(5); changes > 0; changes--) {
    const at = choose.below(text.length + 1);
    const to = Math.min(text.length, at + choose.below(12));
    switch (choose.below(6)) {
      case 0:
        text = text.slice(0, at) + text.slice(to);
        break;
      case 1:
        text = text.slice(0, at) + choose.pick(pieces) + text.slice(at);
        break;
      case 2:
        text = text.slice(0, to) + text.slice(at, to).repeat(1 + choose.below(30)) + text.slice(to);
        break;
      case 3:
        text = spliced(choose, text, real);
        break;
      case 4:
        text = text.replace(/[\p{L}_]+/u, () => randomSyntax(choose, 2));
        break;
      default:
        text = text.replace(/\d+/, () => choose.pick(['1e400', '-0', '1e6144', '999999999999999999999999', '0.1', '1000000000000']));
    }
  }
  return text.slice(0, 20_000);
}

/** A text with part of another in it. */
function spliced(choose: Choices, text: string, real: readonly string[]): string {
  if (choose.oneIn(2)) return text;
  const other = choose.pick(real);
  const at = choose.below(text.length + 1);
  return text.slice(0, at) + other.slice(choose.below(other.length)) + text.slice(at);
}

/** Anything: UTF-16 units of every kind, halves of pairs among them, and signs of the language. */
function characters(choose: Choices): string {
  let text = '';
  for (let length = choose.below(200); length > 0; length--) {
    text += choose.oneIn(2) ? choose.pick(pieces) : String.fromCharCode(choose.below(choose.pick([0x80, 0x300, 0x10000])));
  }
  return text;
}
