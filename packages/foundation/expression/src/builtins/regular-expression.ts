import { xpathPattern } from './xpath-pattern.ts';

const cache = new Map<string, RegExp | null>();

/**
 * The JavaScript pattern of an XPath one, ready to be used from the start of a text; null where it is not valid. Repetition of a
 * group that itself repeats is refused: it is how a short text keeps a server busy for ever.
 */
export function regularExpression(pattern: string, flags: string): RegExp | null {
  const key = `${flags}/${pattern}`;
  let expression = cache.get(key);
  if (expression === undefined) {
    expression = repeatsRepetition(pattern, flags) ? null : xpathPattern(pattern, flags);
    if (cache.size > 500) cache.clear();
    cache.set(key, expression);
  }
  // The pattern is global: `test` would go on behind the match of whoever used it before.
  if (expression !== null) expression.lastIndex = 0;
  return expression;
}

/** Whether a repeated group has a repetition or alternation inside: `(a+)+`, `(a|a)*`. */
function repeatsRepetition(text: string, flags: string): boolean {
  if (flags.includes('q')) return false;
  const pattern = flags.includes('x') ? text.replace(/[ \t\n\r]+/g, '') : text;
  const open: { repeats: boolean }[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const letter = pattern[index];
    if (letter === '\\') index++;
    else if (letter === '[') {
      for (index++; index < pattern.length && pattern[index] !== ']'; index++) if (pattern[index] === '\\') index++;
    } else if (letter === '(') open.push({ repeats: false });
    else if (letter === ')') {
      const group = open.pop();
      const next = pattern[index + 1];
      const repeated = next === '*' || next === '+' || (next === '{' && !/^\{[01](,1)?\}/.test(pattern.slice(index + 1)));
      if (group?.repeats === true && repeated) return true;
      const parent = open.at(-1);
      if (parent !== undefined && (repeated || group?.repeats === true)) parent.repeats = true;
    } else if (letter === '*' || letter === '+' || letter === '|' || letter === '{') {
      const group = open.at(-1);
      if (group !== undefined) group.repeats = true;
    }
  }
  return false;
}
