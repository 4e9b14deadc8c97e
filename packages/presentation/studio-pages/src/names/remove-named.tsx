import { Icon, useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import { useState } from 'react';
import { titleOf } from '../component-titles.ts';
import { usePageWork } from '../page-work.ts';
import type { BindingTypes } from '../properties/binding-types.ts';
import { nameSearch } from './name-search.ts';
import { usesOf } from './name-uses.ts';
import type { PageName } from './page-name.ts';

interface RemoveNamedProps {
  readonly label: string;
  readonly name: PageName;
  readonly types: BindingTypes;
  /** Whether the words stand beside the icon. */
  readonly worded?: boolean;
  onRemove(): void;
}

type Uses = ReturnType<typeof usesOf>;

/** Removes something of the page; where something uses it, that is told first. */
export function RemoveNamed({ label, name, types, worded = false, onRemove }: RemoveNamedProps) {
  const text = useText();
  const page = usePageWork();
  const [uses, setUses] = useState<Uses | null>(null);
  const ask = () => {
    const search = nameSearch(page, types);
    const found = search === null ? [] : usesOf(search, name);
    if (found.length === 0) onRemove();
    else setUses(found);
  };
  return (
    <>
      <ToolButton icon={worded ? 'trash' : 'x'} label={label} onClick={ask}>
        {worded ? <span>{label}</span> : null}
      </ToolButton>
      {uses === null ? null : (
        <div className="property-warning" role="alert">
          <p>
            {text(
              'studio.usedInPlaces',
              '{name} is used by {count, plural, one {one place} other {# places}}, which will have to be mended:',
              {
                name: name.name,
                count: uses.length,
              },
            )}
          </p>
          <ul>
            {uses.slice(0, mostShown).map((record) => (
              <li key={record.id}>
                <UserLink record={record} />
              </li>
            ))}
            {uses.length > mostShown ? <li>{text('studio.andMore', 'and {count} more', { count: uses.length - mostShown })}</li> : null}
          </ul>
          <div className="property-warning-acts">
            <button
              type="button"
              data-bad=""
              onClick={() => {
                setUses(null);
                onRemove();
              }}
            >
              {text('studio.removeAllTheSame', 'Remove all the same')}
            </button>
            <button type="button" onClick={() => setUses(null)}>
              {text('studio.keepIt', 'Keep it')}
            </button>
          </div>
        </div>
      )}
    </>
  );
}

const mostShown = 8;

function UserLink({ record }: { readonly record: Uses[number] }) {
  const page = usePageWork();
  const icon =
    record.kind === 'component' ? (page.components.get(record.component)?.icon ?? 'help') : record.kind === 'query' ? 'database' : 'file';
  const title = record.kind === 'component' ? titleOf(record, page.components) : record.kind === 'query' ? record.key : record.label;
  return (
    <button type="button" className="studio-link" onClick={() => (record.kind === 'page' ? page.select([]) : page.select([record.id]))}>
      <Icon name={icon} size={13} /> <bdi>{title}</bdi>
    </button>
  );
}
