import { decisionsOf, entitiesOf, type RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { JsonValue } from '@plinth/foundation';
import { useDefinition } from '@plinth/studio-frame';
import { useDecisionWork } from '../decision-work.ts';
import { Setting, TextSetting } from './setting.tsx';

/** The decision as a whole: what it is called, which of its parts answers, when it counts. */
export function DecisionSettings({ record }: { readonly record: RecordOf<'decision'> }) {
  const text = useText();
  const decision = useDecisionWork();
  const definition = useDefinition();
  const set = (property: keyof RecordOf<'decision'>, value: JsonValue | undefined, what: string) =>
    decision.edit({
      body: { type: 'RECORD_UPDATE', payload: { id: record.id, path: [property], ...(value === undefined ? {} : { value }) } },
      intent: `Change ${what} of decision “${record.label}”`.slice(0, 200),
    });
  const written = (value: string) => (value.trim() === '' ? undefined : value.trim());
  const others = decisionsOf(definition).filter(({ id, versionOf }) => id !== record.id && versionOf === undefined);
  return (
    <section className="studio-group">
      <header>
        <h3>{text('studio.decision', 'Decision')}</h3>
      </header>
      <TextSetting label={text('studio.label', 'Title')} value={record.label} onKeep={(value) => set('label', value, 'title')} />
      <TextSetting label={text('studio.key', 'Key')} value={record.key} onKeep={(value) => set('key', value, 'key')} />
      <TextSetting
        label={text('studio.description', 'Description')}
        value={record.description ?? ''}
        onKeep={(value) => set('description', written(value), 'description')}
      />
      <Setting label={text('studio.whatAnswers', 'What answers')}>
        {(id) => (
          <select id={id} value={record.answer ?? ''} onChange={(event) => set('answer', written(event.currentTarget.value), 'answer')}>
            <option value="">{record.key}</option>
            {[...Object.keys(record.decisions), ...Object.keys(record.services)]
              .filter((name) => name !== record.key)
              .map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
          </select>
        )}
      </Setting>
      <Setting label={text('studio.aboutEntity', 'About records of')}>
        {(id) => (
          <select id={id} value={record.entity ?? ''} onChange={(event) => set('entity', written(event.currentTarget.value), 'entity')}>
            <option value="">{text('studio.noEntity', 'nothing')}</option>
            {entitiesOf(definition).map((entity) => (
              <option key={entity.id} value={entity.id}>
                {entity.label}
              </option>
            ))}
          </select>
        )}
      </Setting>
      <Setting label={text('studio.versionOf', 'Version of')}>
        {(id) => (
          <select
            id={id}
            value={record.versionOf ?? ''}
            onChange={(event) => set('versionOf', written(event.currentTarget.value), 'version')}
          >
            <option value="">{text('studio.noVersion', 'none: it is asked by its own key')}</option>
            {others.map((other) => (
              <option key={other.id} value={other.id}>
                {other.label}
              </option>
            ))}
          </select>
        )}
      </Setting>
      {(['validFrom', 'validUntil'] as const).map((property) => (
        <Setting
          key={property}
          label={property === 'validFrom' ? text('studio.validFrom', 'Counts from') : text('studio.validUntil', 'Counts until')}
        >
          {(id) => (
            <input
              id={id}
              type="date"
              value={record[property] ?? ''}
              onChange={(event) => set(property, written(event.currentTarget.value), 'validity')}
            />
          )}
        </Setting>
      ))}
    </section>
  );
}
