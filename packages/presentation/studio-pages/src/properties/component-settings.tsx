import { type RecordOf, recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { JsonValue } from '@plinth/foundation';
import { useDraft } from '@plinth/studio-frame';
import { memo, useId, useState } from 'react';
import { wordingOf } from '../component-titles.ts';
import { updateRecord } from '../edits/update-record.ts';
import { NameRefused, type Refused, useRenaming } from '../names/name-setting.tsx';
import { nameRefusal } from '../names/page-name.ts';
import { usePageWork } from '../page-work.ts';
import { type BindingTypes, rowsAround } from './binding-types.ts';
import { PageExpression } from './page-expression.tsx';
import { isSamePlace, UnsetExpression } from './property-row.tsx';
import { SettingRow } from './setting-row.tsx';

const widths = [
  { width: 'phone', id: 'studio.phone', english: 'phone' },
  { width: 'tablet', id: 'studio.tablet', english: 'tablet' },
  { width: 'desktop', id: 'studio.desktop', english: 'desktop' },
] as const;
const layoutChoices = [
  { name: 'width', id: 'studio.layout.width', english: 'Width', values: ['full', 'half', 'third', 'quarter', 'fit'] },
  { name: 'span', id: 'studio.layout.span', english: 'Columns it takes', values: ['1', '2', '3', '4', '6', 'full'] },
  { name: 'align', id: 'studio.layout.align', english: 'Alignment', values: ['start', 'center', 'end', 'stretch'] },
  { name: 'padding', id: 'studio.layout.padding', english: 'Space inside', values: ['0', '1', '2', '3', '4', '6', '8'] },
  {
    name: 'background',
    id: 'studio.layout.background',
    english: 'Background',
    values: ['surface-1', 'surface-2', 'surface-3', 'accent-soft', 'good-soft', 'warn-soft', 'bad-soft'],
  },
] as const;

interface ComponentSettingsProps {
  readonly record: RecordOf<'component'>;
  readonly types: BindingTypes;
}

/** What every component instance has: its name, when and where it is shown, and how it sits among its siblings. */
export const ComponentSettings = memo(function ComponentSettings({ record, types }: ComponentSettingsProps) {
  const text = useText();
  const page = usePageWork();
  const id = useId();
  const [conditional, setConditional] = useState(false);
  const rowsOf = rowsAround(record, page.record, page.components, false);
  const set = (path: readonly string[], value: JsonValue | undefined, what: string) =>
    page.edit({
      body: { type: 'RECORD_UPDATE', payload: { id: record.id, path, ...(value === undefined ? {} : { value }) } },
      intent: `Change ${what} of ${wordingOf(page.components)(page.record(record.id) ?? record)}`,
      selection: [record.id],
    });
  return (
    <>
      <section className="studio-panel-group">
        <h3>{text('studio.shown', 'When it is shown')}</h3>
        {record.visible === undefined && !conditional ? (
          <UnsetExpression label={text('studio.visible', 'Only while')} onOpen={() => setConditional(true)} />
        ) : (
          <div className="property" data-wide="">
            <label htmlFor={id}>{text('studio.visible', 'Only while')}</label>
            <PageExpression
              id={id}
              text={record.visible ?? ''}
              kind="expression"
              expects="boolean"
              types={types}
              rowsOf={rowsOf}
              onKeep={(kept) => set(['visible'], kept.trim() === '' ? undefined : kept, 'visibility')}
            />
          </div>
        )}
        <fieldset className="property-checks">
          <legend>{text('studio.hiddenOn', 'Not on')}</legend>
          {widths.map(({ width, id, english }) => (
            <label key={width}>
              <input
                type="checkbox"
                checked={record.hiddenOn.includes(width)}
                onChange={(event) =>
                  set(
                    ['hiddenOn'],
                    event.currentTarget.checked ? [...record.hiddenOn, width] : record.hiddenOn.filter((hidden) => hidden !== width),
                    'visibility',
                  )
                }
              />
              {text(id, english)}
            </label>
          ))}
        </fieldset>
      </section>
      <section className="studio-panel-group">
        <h3>{text('studio.layout', 'Layout')}</h3>
        {layoutChoices.map(({ name, id, english, values }) => {
          const written = record.layout[name] === undefined ? '' : String(record.layout[name]);
          return (
            <SettingRow key={name} label={text(id, english)}>
              {(own) => (
                <select
                  id={own}
                  value={written}
                  onChange={(event) =>
                    set(['layout', name], event.currentTarget.value === '' ? undefined : event.currentTarget.value, english.toLowerCase())
                  }
                >
                  <option value="">–</option>
                  {(values as readonly string[]).includes(written) || written === '' ? null : <option value={written}>{written}</option>}
                  {values.map((value) => (
                    <option key={value} value={value}>
                      {value}
                    </option>
                  ))}
                </select>
              )}
            </SettingRow>
          );
        })}
        <SettingRow label={text('studio.layout.grow', 'Takes what room is left')}>
          {(own) => (
            <input
              id={own}
              type="checkbox"
              checked={record.layout.grow === true}
              onChange={(event) => set(['layout', 'grow'], event.currentTarget.checked ? true : undefined, 'room')}
            />
          )}
        </SettingRow>
      </section>
      <section className="studio-panel-group">
        <h3>{text('studio.naming', 'Name')}</h3>
        <ComponentName record={record} />
      </section>
    </>
  );
}, hasSameSettings);

function hasSameSettings(before: ComponentSettingsProps, { record, types }: ComponentSettingsProps): boolean {
  const { visible, hiddenOn, layout, name } = before.record;
  return (
    isSamePlace(before.record, record) &&
    visible === record.visible &&
    hiddenOn === record.hiddenOn &&
    layout === record.layout &&
    name === record.name &&
    before.types === types
  );
}

/** The name by which expressions read it; another one is written wherever the page uses it. */
function ComponentName({ record }: { readonly record: RecordOf<'component'> }) {
  const text = useText();
  const page = usePageWork();
  const id = useId();
  const [refused, setRefused] = useState<Refused>(null);
  const [notRenamed, rename] = useRenaming(page, { kind: 'component', name: record.name ?? '' }, [record.id]);
  const draft = useDraft(record.name ?? '', (written) => {
    const to = written.trim();
    setRefused(null);
    if (record.name !== undefined && to !== '') return rename(to);
    const on = recordOf(page.definition(), 'page', page.page);
    if (on === null || to === (record.name ?? '')) return;
    const refusal = to === '' ? null : nameRefusal(page.definition(), on, 'component', to);
    if (refusal !== null) return setRefused({ reason: refusal });
    const intent = `Change name of ${wordingOf(page.components)(record)}`;
    page.edit(updateRecord(record.id, ['name'], to === '' ? undefined : to, intent, [record.id]));
  });
  const shown = refused ?? notRenamed;
  return (
    <div className="property">
      <label htmlFor={id}>{text('studio.name', 'In expressions')}</label>
      <input id={id} type="text" aria-invalid={shown !== null || undefined} aria-describedby={`${id}-refused`} {...draft} />
      <NameRefused id={`${id}-refused`} refusal={shown} />
    </div>
  );
}
