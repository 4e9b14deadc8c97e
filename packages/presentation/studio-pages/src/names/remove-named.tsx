import { pageOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { definitionExpressionsOf } from '@plinth/studio-expressions';
import { ToolButton } from '@plinth/studio-frame';
import { useState } from 'react';
import { titleOf } from '../component-titles.ts';
import { usePageWork } from '../page-work.ts';
import { declaredId, type PageName } from './page-name.ts';
import { usersOf } from './rename-name.ts';

interface RemoveNamedProps {
  readonly label: string;
  readonly name: PageName;
  /** Whether the words stand beside the icon. */
  readonly worded?: boolean;
  onRemove(): void;
}

type Users = ReturnType<typeof usersOf>;

/** Removes something of the page; where something uses it, that is told first. */
export function RemoveNamed({ label, name, worded = false, onRemove }: RemoveNamedProps) {
  const text = useText();
  const page = usePageWork();
  const [uses, setUses] = useState<Users | null>(null);
  const ask = () => {
    const declared = declaredId(page.definition(), page.page, name);
    const found = declared === null ? [] : usersOf(definitionExpressionsOf(page.work), declared);
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
              className="studio-act"
              data-tone="bad"
              onClick={() => {
                setUses(null);
                onRemove();
              }}
            >
              {text('studio.removeAllTheSame', 'Remove all the same')}
            </button>
            <button type="button" className="studio-act" onClick={() => setUses(null)}>
              {text('studio.keepIt', 'Keep it')}
            </button>
          </div>
        </div>
      )}
    </>
  );
}

const mostShown = 8;

function UserLink({ record }: { readonly record: Users[number] }) {
  const page = usePageWork();
  const on = pageOf(page.definition(), record);
  const icon =
    record.kind === 'component' ? (page.components.get(record.component)?.icon ?? 'help') : record.kind === 'query' ? 'database' : 'file';
  const title = record.kind === 'component' ? titleOf(record, page.components) : 'key' in record ? record.key : record.id;
  const show = () => {
    const chosen = record.kind === 'page' ? [] : [record.id];
    if (on === null || on.id === page.page) page.select(chosen);
    else page.work.open(on.id, chosen);
  };
  return (
    <button type="button" className="studio-link" onClick={show}>
      <Icon name={icon} size={13} /> <bdi>{title}</bdi>
      {on === null || on.id === page.page ? null : <small> {on.label}</small>}
    </button>
  );
}
