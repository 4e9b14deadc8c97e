import { type RecordOf, recordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import type { JsonValue } from '@plinth/foundation';
import { useDefinition } from '@plinth/studio-frame';
import { EventEditor } from '../actions/event-editor.tsx';
import { CompositeEvents } from '../composites/composite-events.tsx';
import { KeySetting } from '../names/key-setting.tsx';
import { usePageWork } from '../page-work.ts';
import type { BindingTypes } from './binding-types.ts';
import { IconPicker } from './icon-picker.tsx';
import { PageNames } from './page-names.tsx';
import { SettingRow, TextSetting } from './setting-row.tsx';

/** The page itself: what it is called, where it is, who sees it. */
export function PageSettings({ types }: { readonly types: BindingTypes }) {
  const text = useText();
  const page = usePageWork();
  const record = recordOf(useDefinition(), 'page', page.page);
  if (record === null) return null;
  const isScreen = record.composite === undefined;
  const set = (property: keyof RecordOf<'page'>, value: JsonValue | undefined, what: string) =>
    page.edit({
      body: { type: 'RECORD_UPDATE', payload: { id: record.id, path: [property], ...(value === undefined ? {} : { value }) } },
      intent: `Change ${what} of page “${record.label}”`,
      selection: [],
    });
  return (
    <div className="properties">
      <header className="studio-panel-head">
        <Icon name={record.icon ?? (isScreen ? 'file' : 'puzzle')} size={16} />
        <h2>
          <bdi>{record.label}</bdi>
        </h2>
        <small>{isScreen ? text('studio.pageKind', 'page') : text('studio.compositeKind', 'composite')}</small>
      </header>
      <section className="studio-panel-group">
        <h3>{isScreen ? text('studio.pageSettings', 'Page') : text('studio.compositeSettings', 'Composite')}</h3>
        <TextSetting label={text('studio.label', 'Title')} value={record.label} onKeep={(kept) => set('label', kept, 'title')} />
        <TextSetting
          label={text('studio.description', 'Description')}
          value={record.description ?? ''}
          onKeep={(kept) => set('description', kept === '' ? undefined : kept, 'description')}
        />
        {isScreen ? (
          <TextSetting label={text('studio.address', 'Address')} value={record.path} onKeep={(kept) => set('path', kept, 'address')} />
        ) : null}
        <KeySetting record={record} />
        <SettingRow label={text('studio.icon', 'Icon')}>
          {(id) => (
            <IconPicker
              id={id}
              label={text('studio.icon', 'Icon')}
              value={record.icon ?? ''}
              onChange={(icon) => set('icon', icon, 'icon')}
            />
          )}
        </SettingRow>
        {isScreen ? <ScreenSettings record={record} onChange={set} /> : null}
      </section>
      <PageNames types={types} />
      {record.composite === undefined ? null : <CompositeEvents record={record} events={record.composite.events} />}
      <section className="studio-panel-group">
        <h3>{text('studio.actions', 'Actions')}</h3>
        <EventEditor
          title={isScreen ? text('studio.pageOpens', 'The page opens') : text('studio.compositeOpens', 'It is shown')}
          steps={record.onOpen}
          types={types}
          rowsOf={undefined}
          event={undefined}
          onChange={(steps, what) => set('onOpen', steps, what)}
        />
      </section>
    </div>
  );
}

interface ScreenSettingsProps {
  readonly record: RecordOf<'page'>;
  onChange(property: 'navigation' | 'public' | 'live', value: boolean | undefined, what: string): void;
}

/** Who finds a page, which a composite is not found by. */
function ScreenSettings({ record, onChange }: ScreenSettingsProps) {
  const text = useText();
  return (
    <>
      <SettingRow label={text('studio.navigation', 'In the navigation')}>
        {(id) => (
          <input
            id={id}
            type="checkbox"
            checked={record.navigation}
            onChange={(event) => onChange('navigation', event.currentTarget.checked, 'navigation')}
          />
        )}
      </SettingRow>
      <SettingRow label={text('studio.public', 'Open to visitors')}>
        {(id) => (
          <input
            id={id}
            type="checkbox"
            checked={record.public}
            onChange={(event) => onChange('public', event.currentTarget.checked, 'access')}
          />
        )}
      </SettingRow>
      <SettingRow label={text('studio.live', 'Up to date while open')}>
        {(id) => (
          <input
            id={id}
            type="checkbox"
            checked={record.live !== false}
            onChange={(event) => onChange('live', event.currentTarget.checked ? undefined : false, 'refreshing')}
          />
        )}
      </SettingRow>
    </>
  );
}
