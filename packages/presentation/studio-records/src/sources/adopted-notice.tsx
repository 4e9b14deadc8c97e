import { Button } from '@mantine/core';
import { Icon, useText } from '@plinth/component-kit';
import { ToolButton, useWork } from '@plinth/studio-frame';
import type { AdoptedTables } from './adopt-tables.ts';

/** What was taken into the application, what did not fit, and where to go on. */
export function AdoptedNotice({ adopted, onClose }: { readonly adopted: AdoptedTables; onClose(): void }) {
  const text = useText();
  const work = useWork();
  const { entities, pages, refused } = adopted;
  const [page] = pages;
  return (
    <section className="sources-adopted" role="status">
      <p className="studio-done">
        <Icon name="circle-check" size={18} />
        <span>
          {text(
            'studio.sources.taken',
            '{entities, plural, one {# entity} other {# entities}} and {pages, plural, one {# page} other {# pages}} are part of the application. Publish to browse the records.',
            {
              entities: entities.length,
              pages: pages.length,
            },
          )}
        </span>
      </p>
      {page === undefined ? null : (
        <Button size="compact-sm" variant="default" onClick={() => work.open(page.id)}>
          {text('studio.sources.openPage', 'Open the first page')}
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => work.openTool('records')}>
        {text('studio.sources.browse', 'Browse records')}
      </Button>
      <ToolButton icon="x" label={text('page.dismiss', 'Dismiss')} onClick={onClose} />
      {refused.length === 0 ? null : (
        <details>
          <summary>
            {text('studio.sources.refused', '{count, plural, one {# part does} other {# parts do}} not fit', { count: refused.length })}
          </summary>
          <ul>
            {refused.slice(0, 50).map(({ record, reason }) => (
              <li key={record}>
                <code>{record}</code> {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
