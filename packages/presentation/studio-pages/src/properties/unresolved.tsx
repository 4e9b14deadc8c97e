import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { componentState } from '../component-state.ts';
import { wordingOf } from '../component-titles.ts';
import { removeComponents } from '../edits/edits.ts';
import { updateRecord } from '../edits/update-record.ts';
import { usePageWork } from '../page-work.ts';

/** What to do with a component that is not here, or not in the version that was asked for; nothing where all is well. */
export function Unresolved({ record }: { readonly record: RecordOf<'component'> }) {
  const text = useText();
  const page = usePageWork();
  const wording = wordingOf(page.components);
  const state = componentState(record, page.components);
  if (state === 'known') return null;
  const here = page.components.get(record.component)?.version ?? '';
  return (
    <div className="property-warning" role="alert">
      <p>
        {state === 'unknown'
          ? text('studio.unknownComponent', 'The component {id} is not installed here. It stays as it is, and can be moved or removed.', {
              id: record.component,
            })
          : text(
              'studio.otherVersion',
              'It asks for version {wanted} of {id}, and here is {here}. It is shown as {here} draws it, and cannot be published so.',
              {
                id: record.component,
                wanted: record.version ?? '',
                here,
              },
            )}
      </p>
      <div className="property-warning-acts">
        {state === 'otherVersion' ? (
          <button
            type="button"
            className="studio-act"
            onClick={() =>
              page.edit(updateRecord(record.id, ['version'], undefined, `Use version ${here} of ${wording(record)}`, [record.id]))
            }
          >
            {text('studio.useVersion', 'Use version {here}', { here })}
          </button>
        ) : null}
        <button
          type="button"
          className="studio-act"
          data-tone="bad"
          onClick={() => page.edit(removeComponents(page.definition(), [record.id], wording))}
        >
          {text('studio.remove', 'Remove')}
        </button>
      </div>
    </div>
  );
}
