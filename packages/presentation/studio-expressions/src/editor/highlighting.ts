import type { Extension } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { type ContextType, namesOf, type TokenKind, writtenTokens } from '@plinth/expression';
import type { ExpressionKind } from '../expression-finding.ts';
import { partsOf } from '../language/parts.ts';

const marks: Partial<Record<TokenKind | 'brace', Decoration>> = Object.fromEntries(
  (['keyword', 'name', 'property', 'function', 'number', 'text', 'comment', 'brace'] as const).map((kind) => [
    kind,
    Decoration.mark({ class: `feel-${kind}` }),
  ]),
);

/** Colours by what each word is to the parser. */
export function highlighting(kind: ExpressionKind, scope: () => ContextType): Extension {
  const decorate = ({ state }: EditorView): DecorationSet => {
    const text = state.doc.toString();
    const ranges = partsOf(text, kind).flatMap((part) => {
      const tokens = writtenTokens(part.text, namesOf(scope())).flatMap((token) => {
        const mark = marks[token.kind];
        return mark === undefined ? [] : [mark.range(part.from + token.from, part.from + token.to)];
      });
      const end = part.from + part.text.length;
      const braces = kind === 'template' && marks.brace !== undefined ? [marks.brace.range(part.from - 2, part.from)] : [];
      const closing =
        kind === 'template' && marks.brace !== undefined && text.startsWith('}}', end) ? [marks.brace.range(end, end + 2)] : [];
      return [...braces, ...tokens, ...closing];
    });
    return Decoration.set(ranges, true);
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      #names = namesOf(scope());

      constructor(view: EditorView) {
        this.decorations = decorate(view);
      }

      update({ docChanged, view }: ViewUpdate): void {
        const names = namesOf(scope());
        if (!docChanged && names === this.#names) return;
        this.#names = names;
        this.decorations = decorate(view);
      }
    },
    { decorations: ({ decorations }) => decorations },
  );
}
