import type { SaidParameters } from './fill.ts';

/** A text with parameters in braces, to find them again in what it was filled to. */
export interface Template {
  /** What stands around the parameters, of which there is one less. */
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

export function templateOf(text: string): Template {
  const parts = text.split(/\{(\w+)\}/);
  return { literals: parts.filter((_, at) => at % 2 === 0), names: parts.filter((_, at) => at % 2 === 1) };
}

/**
 * What a template was filled with to become a text; null where it was another. Each parameter ends where what stands behind it comes
 * first, the last one at the end: no text takes longer for being long.
 */
export function parametersOf({ literals, names }: Template, text: string): SaidParameters | null {
  const [first = '', ...rest] = literals;
  if (!text.startsWith(first)) return null;
  let at = first.length;
  const parameters: Record<string, string> = Object.create(null);
  for (const [index, literal] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const end = isLast ? text.length - literal.length : text.indexOf(literal, at);
    if (end < at || (isLast && !text.endsWith(literal))) return null;
    parameters[names[index] ?? ''] = text.slice(at, end);
    at = end + literal.length;
  }
  return at === text.length ? parameters : null;
}
