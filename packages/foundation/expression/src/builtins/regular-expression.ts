/** Longer patterns cost more than any honest one needs. */
const longest = 1000;

const cache = new Map<string, RegExp | null>();

/**
 * An XPath regular expression (XQuery and XPath Functions 3.1 §5.6) as a JavaScript one; null where it is not valid.
 * Repetition of a group that itself repeats is refused: it is how a short text keeps a server busy for ever.
 */
export function regularExpression(pattern: string, flags: string): RegExp | null {
  const key = `${flags}/${pattern}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = translate(pattern, flags);
  if (cache.size > 500) cache.clear();
  cache.set(key, made);
  return made;
}

function translate(pattern: string, flags: string): RegExp | null {
  if (pattern.length > longest || !/^[gsmixq]*$/.test(flags) || hasNestedRepetition(pattern)) return null;
  let source = flags.includes('q') ? pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : pattern;
  if (flags.includes('x') && !flags.includes('q')) source = source.replace(/\s+/g, '');
  // XPath has character class subtraction [a-z-[aeiou]], JavaScript's `v` flag writes it [a-z--[aeiou]].
  source = source
    .replace(/-\[(?=[^\]]*\]\])/g, '--[')
    .replace(/\\[iI]/g, '[\\p{L}_:]')
    .replace(/\\[cC]/g, '[\\p{L}\\p{N}_:.\\-]');
  const own = [...new Set(flags)].filter((flag) => 'gsmi'.includes(flag)).join('');
  for (const unicode of ['v', 'u']) {
    try {
      return new RegExp(source, own + unicode);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return null;
}

/** Whether a repeated group has a repetition or alternation inside: `(a+)+`, `(a|a)*`. */
function hasNestedRepetition(pattern: string): boolean {
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
