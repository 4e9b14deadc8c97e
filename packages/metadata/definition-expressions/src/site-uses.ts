import { compile, expressionsIn, namesOf, types, type WrittenName, writtenNames, writtenTokens } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { ExpressionSite } from './expression-site.ts';
import type { Guess, Use } from './use.ts';

/** What an expression uses, and names in it that may be anybody's. Nothing where it cannot be read. */
export function siteUses(site: ExpressionSite): { readonly uses: readonly Use[]; readonly guesses: readonly Guess[] } {
  const { record, steps, text, before } = site;
  const uses: Use[] = [];
  const guesses: Guess[] = [];
  const parts = site.kind === 'template' ? expressionsIn(text) : [{ from: 0, to: text.length }];
  for (const part of parts) {
    for (const { name, from, to, owner } of namesIn(site, text.slice(part.from, part.to))) {
      const offset = before.length + part.from;
      const place = { record, steps, at: 'text' as const, from: from + offset, to: to + offset, text: before + text };
      const of = owner?.meaningOf?.(name)?.declaredBy;
      if (of !== undefined) uses.push({ ...place, of });
      else if (owner === null || owner.open) guesses.push({ ...place, name });
    }
    guesses.push(...entriesMade(site, part));
  }
  return { uses, guesses };
}

/** Names that an expression gives to entries of contexts of its own: a component may take them for fields. */
function entriesMade(
  { record, steps, text, before, known }: ExpressionSite,
  part: { readonly from: number; readonly to: number },
): readonly Guess[] {
  const own = text.slice(part.from, part.to);
  if (!own.includes(':')) return [];
  const tokens = writtenTokens(own, namesOf(known));
  return tokens.flatMap(({ kind, text: name, from, to }, at): Guess[] => {
    if (kind !== 'name' || tokens[at + 1]?.text !== ':') return [];
    const offset = before.length + part.from;
    return [{ record, steps, at: 'text', from: from + offset, to: to + offset, text: before + text, name }];
  });
}

function namesIn({ kind, known }: ExpressionSite, text: string): readonly WrittenName[] {
  const input = kind === 'tests' ? types.any : null;
  try {
    const typed = compile(text, { scope: known, mode: 'standard', ...(input === null ? {} : { testsOf: input }) });
    return writtenNames(typed, known, input);
  } catch (error) {
    if (error instanceof PlinthError && error.fault === 'caller') return [];
    throw error;
  }
}
