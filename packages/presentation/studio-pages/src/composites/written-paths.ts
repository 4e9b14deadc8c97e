import type { ExpressionSite } from '@plinth/definition-expressions';
import { type ContextType, compile, expressionsIn, type FeelType, type WrittenName, writtenNames } from '@plinth/expression';

/** A path from the scope as it stands in a text: `state.search`; what follows it is not part of it. */
export interface WrittenPath {
  readonly names: readonly string[];
  /** The type of the path up to each of its names. */
  readonly types: readonly FeelType[];
  /** What declares its first name, where that is known. */
  readonly declaredBy: string | undefined;
}

/** What stands in place of the first names of a path; null leaves it. */
export type PathReplacement = { readonly names: number; readonly text: string } | null;

interface PlacedPath extends WrittenPath {
  readonly ends: readonly number[];
  readonly from: number;
}

/** All that is written at a place of an expression, with its paths replaced; a text that cannot be read stays. */
export function replacePaths({ kind, text, before, known }: ExpressionSite, replacement: (path: WrittenPath) => PathReplacement): string {
  const parts = kind === 'template' ? expressionsIn(text) : [{ from: 0, to: text.length }];
  let changed = text;
  for (const part of parts.toReversed()) {
    const inner = replacedIn(text.slice(part.from, part.to), known, replacement);
    changed = changed.slice(0, part.from) + inner + changed.slice(part.to);
  }
  return before + changed;
}

function replacedIn(text: string, scope: ContextType, replacement: (path: WrittenPath) => PathReplacement): string {
  let changed = text;
  for (const path of scopePaths(text, scope).toReversed()) {
    const by = replacement(path);
    const to = by === null ? undefined : path.ends[by.names - 1];
    if (by !== null && to !== undefined) changed = changed.slice(0, path.from) + by.text + changed.slice(to);
  }
  return changed;
}

/** The paths of a text that begin in its scope, in their order; variables of its own are none. */
function scopePaths(text: string, scope: ContextType): readonly PlacedPath[] {
  let names: readonly WrittenName[];
  try {
    names = writtenNames(compile(text, { scope, mode: 'standard' }), scope);
  } catch {
    // What cannot be read says nothing of the page; it is told where it stands.
    return [];
  }
  return names.flatMap((first, at) => {
    if (first.owner !== scope) return [];
    const whole = [first];
    for (const next of names.slice(at + 1)) {
      if (!/^\s*\.\s*$/.test(text.slice(whole.at(-1)?.to, next.from))) break;
      whole.push(next);
    }
    return [
      {
        names: whole.map(({ name }) => name),
        types: whole.map(({ type }) => type),
        ends: whole.map(({ to }) => to),
        from: first.from,
        declaredBy: scope.meaningOf?.(first.name)?.declaredBy,
      },
    ];
  });
}
