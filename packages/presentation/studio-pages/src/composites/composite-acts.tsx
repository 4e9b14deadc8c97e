import { compositeKey, type RecordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { pageActs } from '../page-keys.ts';
import { usePageWork } from '../page-work.ts';

/** What can be done with a composite where it stands; with anything else, that it can become one. */
export function CompositeActs({ record }: { readonly record: RecordOf<'component'> }) {
  const text = useText();
  const page = usePageWork();
  if (!page.components.has(record.component)) return null;
  const acts = pageActs(page, text);
  const offered =
    compositeKey(record.component) === null
      ? [{ icon: 'puzzle', title: text('studio.makeComposite', 'Make a composite of it'), run: acts.makeComposite }]
      : [
          { icon: 'puzzle', title: text('studio.openComposite', 'Open the composite'), run: acts.openComposite },
          { icon: 'stack-2', title: text('studio.detach', 'Detach into components'), run: acts.detach },
        ];
  return (
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
  );
}
