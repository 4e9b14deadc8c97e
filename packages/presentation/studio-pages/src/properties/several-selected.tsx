import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { alignments } from '../edits/arrange.ts';
import { pageActs } from '../page-keys.ts';
import { usePageWork } from '../page-work.ts';
import { alignmentTitle } from './alignment-title.ts';

/** What can be done with several components at once. */
export function SeveralSelected() {
  const text = useText();
  const page = usePageWork();
  const count = useSignalValue(page.work.selection).length;
  const acts = pageActs(page, text);
  const offered = [
    { icon: 'layout-list', title: text('studio.wrapStack', 'Wrap in a stack'), run: () => acts.wrap('ui.stack') },
    { icon: 'square', title: text('studio.wrapCard', 'Wrap in a card'), run: () => acts.wrap('ui.card') },
    ...alignments.map((alignment) => ({ icon: 'arrows-join', title: alignmentTitle(text, alignment), run: () => acts.align(alignment) })),
    { icon: 'puzzle', title: text('studio.makeComposite', 'Make a composite of it'), run: acts.makeComposite },
    { icon: 'copy', title: text('studio.duplicate', 'Duplicate'), run: acts.duplicate },
    { icon: 'trash', title: text('studio.remove', 'Remove'), run: acts.remove },
  ];
  return (
    <div className="properties">
      <header className="studio-panel-head">
        <h2>{text('studio.several', '{count} components', { count })}</h2>
      </header>
      <ul className="properties-acts">
        {offered.map(({ icon, title, run }) => (
          <li key={title}>
            <button type="button" onClick={run}>
              <Icon name={icon} size={15} />
              {title}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
