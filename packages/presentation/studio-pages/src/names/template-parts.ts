import { compileTemplate } from '@plinth/expression';

/** A piece of a template: words, or an expression without its braces. */
export interface TemplatePart {
  readonly kind: 'words' | 'expression';
  readonly text: string;
}

/** The pieces of a template in turn, `words` and `expression` alternating; null where a brace is never closed. */
export function templateParts(text: string): readonly TemplatePart[] | null {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', at)) {
    const close = closeOf(text, open);
    if (close < 0) return null;
    parts.push({ kind: 'words', text: text.slice(at, open) }, { kind: 'expression', text: text.slice(open + 2, close) });
    at = close + 2;
  }
  return [...parts, { kind: 'words', text: text.slice(at) }];
}

/** The first `}}` that leaves something readable before it: braces may stand in texts and contexts of the expression too. */
function closeOf(text: string, open: number): number {
  for (let close = text.indexOf('}}', open + 2); close >= 0; close = text.indexOf('}}', close + 1)) {
    if (isReadable(text.slice(open, close + 2))) return close;
  }
  return -1;
}

function isReadable(template: string): boolean {
  try {
    compileTemplate(template, { mode: 'standard' });
    return true;
  } catch {
    return false;
  }
}
