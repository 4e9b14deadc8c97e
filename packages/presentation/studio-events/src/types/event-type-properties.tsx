import { type RecordOf, rolesOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { ToolButton, useDefinition, useDraft } from '@plinth/studio-frame';
import { type ReactNode, useState } from 'react';
import { type EventTypeEdit, removeType, setOfType, setTeller } from './event-type-edits.ts';

interface EventTypePropertiesProps {
  readonly type: RecordOf<'event-type'>;
  onEdit(edit: EventTypeEdit): boolean;
}

const typeForm = /^[A-Za-z][A-Za-z0-9._-]{0,199}$/;
const keyForm = /^[a-z][A-Za-z0-9_]{0,62}$/;

/** What a type of event is called, how it may change, and who may tell it. */
export function EventTypeProperties({ type, onEdit }: EventTypePropertiesProps) {
  const text = useText();
  const definition = useDefinition();
  const roles = rolesOf(definition);
  return (
    <>
      <header className="studio-panel-head">
        <h2>{text('studio.events.type', 'Type of event')}</h2>
        <ToolButton
          icon="trash"
          label={text('studio.events.remove', 'Remove type of event')}
          onClick={() => onEdit(removeType(definition, type))}
        />
      </header>
      <div className="events-properties">
        <TextLine
          label={text('studio.column.label', 'Label')}
          value={type.label}
          form={/\S/}
          onKeep={(value) => onEdit(setOfType(type, 'label', value))}
        />
        <TextLine
          label={text('studio.column.key', 'Key')}
          value={type.key}
          form={keyForm}
          mono
          onKeep={(value) => onEdit(setOfType(type, 'key', value))}
        />
        <TextLine
          label={text('studio.events.name', 'Name in CloudEvents')}
          value={type.type}
          form={typeForm}
          mono
          onKeep={(value) => onEdit(setOfType(type, 'type', value))}
        />
        <Choice
          label={text('studio.events.from', 'Told by')}
          value={type.from}
          options={[
            ['here', text('studio.events.fromHere', 'This application')],
            ['elsewhere', text('studio.events.fromElsewhere', 'Systems of others')],
          ]}
          onChange={(value) => onEdit(setOfType(type, 'from', value))}
        />
        <TextLine
          label={text('studio.events.version', 'Version')}
          value={String(type.version)}
          form={/^[1-9]\d{0,4}$/}
          mono
          onKeep={(value) => onEdit(setOfType(type, 'version', Number(value)))}
        />
        <Choice
          label={text('studio.events.compatibility', 'A later version')}
          value={type.compatibility}
          options={[
            ['backward', text('studio.events.backward', 'takes what was told before')],
            ['forward', text('studio.events.forward', 'is taken by who knows this one')],
            ['full', text('studio.events.full', 'does both')],
          ]}
          onChange={(value) => onEdit(setOfType(type, 'compatibility', value))}
        />
        <TextLine
          label={text('studio.events.retention', 'Days for which it is kept')}
          value={type.retentionDays === undefined ? '' : String(type.retentionDays)}
          form={/^$|^[1-9]\d{0,2}$|^[12]\d{3}$|^3[0-5]\d\d$|^36[0-4]\d$|^3650$/}
          mono
          onKeep={(value) => onEdit(setOfType(type, 'retentionDays', value === '' ? undefined : Number(value)))}
        />
        {type.from === 'elsewhere' || roles.length === 0 ? null : (
          <fieldset>
            <legend>{text('studio.events.mayTell', 'Roles that may tell it')}</legend>
            {roles.map((role) => (
              <label key={role.id}>
                <input
                  type="checkbox"
                  checked={role.emit.includes(type.id)}
                  onChange={({ currentTarget }) => onEdit(setTeller(type, role, currentTarget.checked))}
                />
                <bdi>{role.label}</bdi>
              </label>
            ))}
          </fieldset>
        )}
      </div>
    </>
  );
}

interface TextLineProps {
  readonly label: string;
  readonly value: string;
  readonly form: RegExp;
  readonly mono?: boolean;
  onKeep(value: string): void;
}

function TextLine({ label, value, form, mono, onKeep }: TextLineProps) {
  const [wrong, setWrong] = useState(false);
  const draft = useDraft(value, (written) => {
    const fits = form.test(written.trim());
    setWrong(!fits);
    if (fits) onKeep(written.trim());
  });
  return (
    <label>
      {label}
      <input
        type="text"
        maxLength={500}
        aria-invalid={wrong || undefined}
        {...(mono === true ? { dir: 'ltr', spellCheck: false } : {})}
        {...draft}
      />
    </label>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, ReactNode])[];
  onChange(value: Value): void;
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <label>
      {label}
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value as Value)}>
        {options.map(([each, title]) => (
          <option key={each} value={each}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
