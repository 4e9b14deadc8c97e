import { type RecordOf, recordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import type { JsonValue } from '@plinth/foundation';
import { useDefinition } from '@plinth/studio-frame';
import { usePageWork } from '../page-work.ts';
import { SettingRow, TextSetting } from './setting-row.tsx';

/** The page itself: what it is called, where it is, who sees it. */
export function PageSettings() {
  const text = useText();
  const page = usePageWork();
  const record = recordOf(useDefinition(), 'page', page.page);
  if (record === null) return null;
  const set = (property: keyof RecordOf<'page'>, value: JsonValue | undefined, what: string) =>
    page.edit({
      body: { type: 'RECORD_UPDATE', payload: { id: record.id, path: [property], ...(value === undefined ? {} : { value }) } },
      intent: `Change ${what} of page “${record.label}”`,
      selection: [],
    });
  return (
    <div className="properties">
      <header className="properties-head">
        <Icon name={record.icon ?? 'file'} size={16} />
        <h2>
          <bdi>{record.label}</bdi>
        </h2>
        <small>{text('studio.pageKind', 'page')}</small>
      </header>
      <section className="properties-group">
        <h3>{text('studio.pageSettings', 'Page')}</h3>
        <TextSetting label={text('studio.label', 'Title')} value={record.label} onKeep={(kept) => set('label', kept, 'title')} />
        <TextSetting
          label={text('studio.description', 'Description')}
          value={record.description ?? ''}
          onKeep={(kept) => set('description', kept === '' ? undefined : kept, 'description')}
        />
        <TextSetting label={text('studio.address', 'Address')} value={record.path} onKeep={(kept) => set('path', kept, 'address')} />
        <TextSetting label={text('studio.key', 'Key')} value={record.key} onKeep={(kept) => set('key', kept, 'key')} />
        <TextSetting
          label={text('studio.icon', 'Icon')}
          value={record.icon ?? ''}
          onKeep={(kept) => set('icon', kept === '' ? undefined : kept, 'icon')}
        />
        <SettingRow label={text('studio.navigation', 'In the navigation')}>
          {(id) => (
            <input
              id={id}
              type="checkbox"
              checked={record.navigation}
              onChange={(event) => set('navigation', event.currentTarget.checked, 'navigation')}
            />
          )}
        </SettingRow>
        <SettingRow label={text('studio.public', 'Open to visitors')}>
          {(id) => (
            <input
              id={id}
              type="checkbox"
              checked={record.public}
              onChange={(event) => set('public', event.currentTarget.checked, 'access')}
            />
          )}
        </SettingRow>
      </section>
      <NamesInScope
        title={text('studio.state', 'What the page remembers')}
        entries={Object.entries(record.state).map(([name, { type }]) => [name, type])}
      />
      <NamesInScope title={text('studio.parameters', 'What its address gives')} entries={Object.entries(record.parameters)} />
    </div>
  );
}

function NamesInScope({ title, entries }: { readonly title: string; readonly entries: readonly (readonly [string, string])[] }) {
  if (entries.length === 0) return null;
  return (
    <section className="properties-group">
      <h3>{title}</h3>
      <dl className="property-names">
        {entries.map(([name, type]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{type}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
