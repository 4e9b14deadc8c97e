import { Icon, useText } from '@plinth/component-kit';
import { useFunctionWork } from '../function-work.ts';
import type { SourceMistake } from '../language/source-language.ts';

/** What TypeScript finds wrong, with the way there. */
export function MistakeList({ mistakes }: { readonly mistakes: readonly SourceMistake[] | null }) {
  const text = useText();
  const { editor } = useFunctionWork();
  if (mistakes === null) return <p className="function-quiet">{text('studio.function.looking', 'TypeScript is being fetched…')}</p>;
  if (mistakes.length === 0)
    return <p className="function-quiet">{text('studio.function.noMistakes', 'TypeScript finds nothing wrong.')}</p>;
  const goTo = (from: number) => {
    const view = editor.peek()?.view;
    if (view === undefined) return;
    view.dispatch({ selection: { anchor: Math.min(from, view.state.doc.length) }, scrollIntoView: true });
    view.focus();
  };
  const lineOf = (from: number) => {
    const doc = editor.peek()?.view.state.doc;
    return doc === undefined ? 0 : doc.lineAt(Math.min(from, doc.length)).number;
  };
  return (
    <ul className="function-mistakes">
      {mistakes.map(({ from, message, severity }) => (
        <li key={`${from} ${message}`}>
          <button type="button" className="function-mistake" onClick={() => goTo(from)}>
            <Icon name={severity === 'error' ? 'circle-x' : 'alert-triangle'} size={14} />
            <span className="function-line">{text('studio.function.line', 'Line {line}', { line: lineOf(from) })}</span>
            <span dir="ltr">{message}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
