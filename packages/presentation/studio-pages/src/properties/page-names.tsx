import { type RecordOf, recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { ToolButton, useDefinition } from '@plinth/studio-frame';
import { updateRecord } from '../edits/update-record.ts';
import { NameSetting } from '../names/name-setting.tsx';
import { freeName } from '../names/page-name.ts';
import { RemoveNamed } from '../names/remove-named.tsx';
import { usePageWork } from '../page-work.ts';
import type { BindingTypes } from './binding-types.ts';
import { SettingRow } from './setting-row.tsx';
import { WhenNear } from './when-near.tsx';
import { WrittenInput } from './written-input.tsx';

const stateTypes = ['string', 'number', 'boolean', 'date', 'time', 'date and time', 'list<string>', 'any'] as const;
const parameterTypes = ['string', 'number', 'boolean', 'date'] as const;
/** Pixels of one name with its type and value; how many are drawn together. */
const nameHeight = 108;
const together = 12;

type StateEntry = RecordOf<'page'>['state'][string];

/** What the page remembers while it is open, and what its address gives: name, type and first value. */
export function PageNames({ types }: { readonly types: BindingTypes }) {
  const text = useText();
  const page = usePageWork();
  const record = recordOf(useDefinition(), 'page', page.page);
  if (record === null) return null;
  const { state, parameters } = record;
  const isScreen = record.composite === undefined;
  const setState = (changed: RecordOf<'page'>['state'], intent: string) =>
    page.edit(updateRecord(record.id, ['state'], changed as never, intent, []));
  const setParameters = (changed: RecordOf<'page'>['parameters'], intent: string) =>
    page.edit(updateRecord(record.id, ['parameters'], changed, intent, []));
  const stateSetting = (name: string, { type, initial }: StateEntry) => (
    <fieldset key={name} className="page-name">
      <legend className="studio-hidden">{name}</legend>
      <NameSetting label={text('studio.stateName', 'Name')} name={{ kind: 'state', name }} selection={[]} />
      <TypeSetting
        label={text('studio.stateType', 'Type of {name}', { name })}
        type={type}
        known={stateTypes}
        onChange={(changed) => setState({ ...state, [name]: { type: changed } }, `Change type of state ${name}`)}
      />
      <WrittenInput
        label={text('studio.stateInitial', 'First value of {name}', { name })}
        shortLabel={text('studio.initial', 'At first')}
        value={initial as never}
        expects={type}
        scope={types.scope()}
        onChange={(changed) =>
          setState(
            { ...state, [name]: { type, ...(changed === undefined ? {} : { initial: changed }) } },
            `Change first value of state ${name}`,
          )
        }
      />
      <RemoveNamed
        label={text('studio.removeNamed', 'Remove {name}', { name })}
        name={{ kind: 'state', name }}
        onRemove={() => setState(without(state, name), `Remove state ${name}`)}
      />
    </fieldset>
  );
  return (
    <>
      <section className="studio-panel-group">
        <h3>{isScreen ? text('studio.state', 'What the page remembers') : text('studio.compositeState', 'What it remembers')}</h3>
        {groupsOf(Object.entries(state)).map((group, at) => {
          const drawn = () => group.map(([name, entry]) => stateSetting(name, entry));
          return at === 0 ? (
            drawn()
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place in the list
            <WhenNear key={at} height={group.length * nameHeight}>
              {drawn}
            </WhenNear>
          );
        })}
        <ToolButton
          icon="plus"
          label={text('studio.addState', 'Add something to remember')}
          onClick={() => {
            const name = freeName(page.definition(), record, 'state', 'value');
            setState({ ...state, [name]: { type: 'string' } }, `Add state ${name}`);
          }}
        >
          <span>{text('studio.addState', 'Add something to remember')}</span>
        </ToolButton>
      </section>
      <section className="studio-panel-group">
        <h3>{isScreen ? text('studio.parameters', 'What its address gives') : text('studio.compositeParameters', 'What it is given')}</h3>
        {Object.entries(parameters).map(([name, type]) => (
          <fieldset key={name} className="page-name">
            <legend className="studio-hidden">{name}</legend>
            <NameSetting label={text('studio.stateName', 'Name')} name={{ kind: 'parameter', name }} selection={[]} />
            <TypeSetting
              label={text('studio.stateType', 'Type of {name}', { name })}
              type={type}
              known={isScreen ? parameterTypes : stateTypes}
              onChange={(changed) => setParameters({ ...parameters, [name]: changed }, `Change type of parameter ${name}`)}
            />
            <RemoveNamed
              label={text('studio.removeNamed', 'Remove {name}', { name })}
              name={{ kind: 'parameter', name }}
              onRemove={() => setParameters(without(parameters, name), `Remove parameter ${name}`)}
            />
          </fieldset>
        ))}
        <ToolButton
          icon="plus"
          label={text('studio.addAddressParameter', 'Add a parameter')}
          onClick={() => {
            const name = freeName(page.definition(), record, 'parameter', isScreen ? 'id' : 'value');
            setParameters({ ...parameters, [name]: 'string' }, `Add parameter ${name}`);
          }}
        >
          <span>{text('studio.addAddressParameter', 'Add a parameter')}</span>
        </ToolButton>
        {isScreen && Object.keys(parameters).some((name) => !record.path.includes(`:${name}`)) ? (
          <p className="property-note">
            {text(
              'studio.parameterHint',
              'Write :{name} into the address to let it stand there; otherwise it follows behind a question mark.',
              {
                name: Object.keys(parameters).find((name) => !record.path.includes(`:${name}`)) ?? '',
              },
            )}
          </p>
        ) : null}
      </section>
    </>
  );
}

interface TypeSettingProps {
  readonly label: string;
  readonly type: string;
  readonly known: readonly string[];
  onChange(type: string): void;
}

function TypeSetting({ label, type, known, onChange }: TypeSettingProps) {
  const text = useText();
  return (
    <SettingRow label={text('studio.type', 'Type')}>
      {(id) => (
        <select id={id} aria-label={label} value={type} onChange={(event) => onChange(event.currentTarget.value)}>
          {[...new Set([type, ...known])].map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      )}
    </SettingRow>
  );
}

function without<Value>(values: Readonly<Record<string, Value>>, name: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([each]) => each !== name));
}

function groupsOf<Entry>(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  return Array.from({ length: Math.ceil(entries.length / together) }, (_, at) => entries.slice(at * together, (at + 1) * together));
}
