import type { DebugWork } from '../debug/debug-work.ts';
import type { SourceHover } from '../language/source-language.ts';

/** Names with what they are reached through: `input.prices`. */
const path = /[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/g;
const words: ReadonlySet<string> = new Set([
  'const',
  'let',
  'return',
  'function',
  'async',
  'await',
  'if',
  'else',
  'for',
  'of',
  'new',
  'export',
  'default',
]);

/** The value of the name at a place of the source, while the function stands; null where there is none, and its type is shown instead. */
export async function hoveredValue(source: string, at: number, debug: Pick<DebugWork, 'state' | 'look'>): Promise<SourceHover | null> {
  if (debug.state.peek() !== 'paused') return null;
  const found = nameAt(source, at);
  if (found === null) return null;
  const given = await debug.look(found.name);
  if (given === null || given.threw) return null;
  const { kind, text } = given.value;
  return { from: found.from, to: found.to, text: `${found.name} = ${kind === 'string' ? JSON.stringify(text) : text}`, documentation: '' };
}

/** The path up to the name that a place is in; what stands behind it is not asked for. */
export function nameAt(source: string, at: number): { readonly name: string; readonly from: number; readonly to: number } | null {
  const begin = source.lastIndexOf('\n', at - 1) + 1;
  const end = source.indexOf('\n', at);
  const line = source.slice(begin, end < 0 ? source.length : end);
  for (const { 0: whole, index } of line.matchAll(path)) {
    const inside = at - begin - index;
    if (inside < 0 || inside > whole.length) continue;
    const dot = whole.indexOf('.', inside);
    const name = dot < 0 ? whole : whole.slice(0, dot);
    if (words.has(name) || line[index - 1] === '.') return null;
    return { name, from: begin + index, to: begin + index + name.length };
  }
  return null;
}
