import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import { updateRecord } from '../edits/update-record.ts';
import { NameSetting } from '../names/name-setting.tsx';
import { freeName } from '../names/page-name.ts';
import { RemoveNamed } from '../names/remove-named.tsx';
import { usePageWork } from '../page-work.ts';
import { TextSetting } from '../properties/setting-row.tsx';

type Events = NonNullable<RecordOf<'page'>['composite']>['events'];

/** What a composite tells the page in which it stands: each event with what it carries. */
export function CompositeEvents({ record, events }: { readonly record: RecordOf<'page'>; readonly events: Events }) {
  const text = useText();
  const page = usePageWork();
  const setEvents = (changed: Events, intent: string) => page.edit(updateRecord(record.id, ['composite', 'events'], changed, intent, []));
  return (
    <section className="studio-panel-group">
      <h3>{text('studio.compositeEvents', 'What it tells the page')}</h3>
      {Object.entries(events).map(([name, payload]) => (
        <fieldset key={name} className="page-name">
          <legend className="studio-hidden">{name}</legend>
          <NameSetting label={text('studio.stateName', 'Name')} name={{ kind: 'event', name }} selection={[]} />
          <TextSetting
            label={text('studio.eventCarries', 'Carries')}
            value={payload}
            onKeep={(kept) =>
              setEvents({ ...events, [name]: kept.trim() === '' ? 'any' : kept.trim() }, `Change what event ${name} carries`)
            }
          />
          <RemoveNamed
            label={text('studio.removeNamed', 'Remove {name}', { name })}
            name={{ kind: 'event', name }}
            onRemove={() => {
              const { [name]: _removed, ...others } = events;
              setEvents(others, `Remove event ${name}`);
            }}
          />
        </fieldset>
      ))}
      <ToolButton
        icon="plus"
        label={text('studio.addEvent', 'Add an event')}
        onClick={() => {
          const name = freeName(page.definition(), record, 'event', 'done');
          setEvents({ ...events, [name]: 'any' }, `Add event ${name}`);
        }}
      >
        <span>{text('studio.addEvent', 'Add an event')}</span>
      </ToolButton>
    </section>
  );
}
