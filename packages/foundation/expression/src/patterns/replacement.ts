import type { Spans } from './pattern-machine.ts';

/** What a replacement writes for each match; null where it is not valid: `$` belongs before a digit, `\` before `$` or `\` (F&O 3.1 §5.6.4). */
export function parseReplacement(text: string, groups: number): ((input: string, spans: Spans) => string) | null {
  const parts: (string | number)[] = [];
  for (let at = 0; at < text.length; ) {
    const plain = /^[^$\\]+/.exec(text.slice(at))?.[0];
    if (plain !== undefined) {
      parts.push(plain);
      at += plain.length;
      continue;
    }
    const sign = text[at];
    const next = text[at + 1] ?? '';
    if (sign === '\\') {
      if (next !== '\\' && next !== '$') return null;
      parts.push(next);
      at += 2;
      continue;
    }
    const digits = /^\$(\d+)/.exec(text.slice(at, at + 12))?.[1];
    if (digits === undefined) return null;
    // As many digits as make the number of a group that there is; one stands for nothing where there is none.
    let count = 1;
    while (count < digits.length && Number(digits.slice(0, count + 1)) <= groups) count++;
    parts.push(Number(digits.slice(0, count)));
    at += 1 + count;
  }
  return (input, spans) => parts.map((part) => (typeof part === 'string' ? part : groupOf(input, spans, part))).join('');
}

function groupOf(input: string, spans: Spans, group: number): string {
  const [from = -1, to = -1] = spans.slice(group * 2, group * 2 + 2);
  return from < 0 ? '' : input.slice(from, to);
}
