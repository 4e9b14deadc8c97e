import { entitiesOf, eventTypesOf, type RecordOf, rolesOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { JsonValue } from '@plinth/foundation';
import { useDefinition } from '@plinth/studio-frame';
import { useFunctionWork } from '../function-work.ts';
import { PackageSettings } from './package-settings.tsx';
import { Group, PairList, TextSetting } from './setting.tsx';
import { StartsSettings } from './starts-settings.tsx';
import { TypeChoice } from './type-choice.tsx';

const operations = ['read', 'create', 'update', 'delete'] as const;

/** What a function is called, takes and gives, may do and may take, and who may call it. */
export function FunctionProperties({ record }: { readonly record: RecordOf<'function'> }) {
  const text = useText();
  const { set } = useFunctionWork();
  const written = (value: string) => (value.trim() === '' ? undefined : value.trim());
  const remove = (name: string) => text('studio.function.remove', 'Remove {name}', { name });
  return (
    <div className="function-properties">
      <Group title={text('studio.function.function', 'Function')}>
        <TextSetting label={text('studio.label', 'Title')} value={record.label} onKeep={(value) => set(['label'], value, 'title')} />
        <TextSetting label={text('studio.key', 'Key')} value={record.key} isCode onKeep={(value) => set(['key'], value.trim(), 'key')} />
        <TextSetting
          label={text('studio.description', 'Description')}
          value={record.description ?? ''}
          onKeep={(value) => set(['description'], written(value), 'description')}
        />
      </Group>
      <Group
        title={text('studio.function.takes', 'What it takes')}
        help={text('studio.function.takesHelp', 'Names and types: number, string, list<number>. Without any it takes everything.')}
      >
        <PairList
          pairs={record.input ?? {}}
          nameLabel={text('studio.function.inputName', 'Name of an input')}
          valueLabel={text('studio.function.inputType', 'Type of')}
          valuePlaceholder="string"
          addLabel={text('studio.function.addInput', 'Add an input')}
          removeLabel={remove}
          onChange={(pairs) => set(['input'], pairs === undefined ? undefined : { ...pairs }, 'input')}
        />
        <TextSetting
          label={text('studio.function.gives', 'Type of what it gives')}
          value={record.result ?? ''}
          placeholder={text('studio.anyType', 'any type')}
          isCode
          onKeep={(value) => set(['result'], written(value), 'result')}
        />
      </Group>
      <RecordGrants record={record} />
      <OutsideGrants record={record} />
      <StartsSettings record={record} />
      <PackageSettings record={record} />
      <Limits record={record} />
      <Callers record={record} />
    </div>
  );
}

function RecordGrants({ record }: { readonly record: RecordOf<'function'> }) {
  const text = useText();
  const { set } = useFunctionWork();
  const definition = useDefinition();
  const granted = record.grants?.records ?? {};
  const names: Readonly<Record<(typeof operations)[number], string>> = {
    read: text('studio.function.read', 'Read'),
    create: text('studio.function.create', 'Create'),
    update: text('studio.function.update', 'Change'),
    delete: text('studio.function.delete', 'Delete'),
  };
  const toggle = (entity: string, operation: (typeof operations)[number], is: boolean) => {
    const now: readonly string[] = granted[entity] ?? [];
    const then = operations.filter((each) => (each === operation ? is : now.includes(each)));
    const { [entity]: _, ...others } = granted;
    setGrant(record, set, 'records', then.length === 0 ? others : { ...others, [entity]: [...then] });
  };
  const entities = [...new Set([...entitiesOf(definition).map(({ key }) => key), ...Object.keys(granted)])];
  return (
    <Group
      title={text('studio.function.records', 'Records it may use')}
      help={text('studio.function.recordsHelp', 'Within what whoever calls it may do themselves.')}
    >
      {entities.length === 0 ? null : (
        <table className="function-grants">
          <thead>
            <tr>
              <th scope="col">{text('studio.entity', 'Entity')}</th>
              {operations.map((operation) => (
                <th key={operation} scope="col">
                  {names[operation]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entities.map((entity) => (
              <tr key={entity}>
                <th scope="row">
                  <bdi>{entity}</bdi>
                </th>
                {operations.map((operation) => (
                  <td key={operation}>
                    <input
                      type="checkbox"
                      aria-label={`${names[operation]} ${entity}`}
                      checked={granted[entity]?.includes(operation) === true}
                      onChange={({ currentTarget }) => toggle(entity, operation, currentTarget.checked)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Group>
  );
}

function OutsideGrants({ record }: { readonly record: RecordOf<'function'> }) {
  const text = useText();
  const { set } = useFunctionWork();
  const types = eventTypesOf(useDefinition()).filter(({ from }) => from === 'here');
  const { fetch = [], secrets = {}, connections = {}, events = [] } = record.grants ?? {};
  const listOf = (value: string) => value.split(/[\s,]+/).filter((each) => each !== '');
  const remove = (name: string) => text('studio.function.remove', 'Remove {name}', { name });
  return (
    <Group title={text('studio.function.outside', 'What else it may reach')}>
      <TextSetting
        label={text('studio.function.addresses', 'Addresses')}
        value={fetch.join(', ')}
        placeholder="https://api.example.com/v1/"
        isCode
        onKeep={(value) => setGrant(record, set, 'fetch', listOf(value))}
      />
      <h3>{text('studio.function.secrets', 'Secrets, each with the one address it is for')}</h3>
      <PairList
        pairs={secrets}
        nameLabel={text('studio.function.secretName', 'Name of a secret')}
        valueLabel={text('studio.function.secretAddress', 'Address of')}
        valuePlaceholder="https://api.example.com/"
        addLabel={text('studio.function.addSecret', 'Add a secret')}
        removeLabel={remove}
        onChange={(pairs) => setGrant(record, set, 'secrets', pairs ?? {})}
      />
      <h3>{text('studio.function.connections', 'Connections, each with the actions that it calls')}</h3>
      <PairList
        pairs={Object.fromEntries(Object.entries(connections).map(([name, actions]) => [name, actions.join(', ')]))}
        nameLabel={text('studio.function.connectionName', 'Name of a connection')}
        valueLabel={text('studio.function.connectionActions', 'Actions of')}
        valuePlaceholder="list"
        addLabel={text('studio.function.addConnection', 'Add a connection')}
        removeLabel={remove}
        onChange={(pairs) =>
          setGrant(
            record,
            set,
            'connections',
            Object.fromEntries(Object.entries(pairs ?? {}).map(([name, actions]) => [name, listOf(actions)])),
          )
        }
      />
      {types.length + events.length === 0 ? null : <h3>{text('studio.function.tells', 'Events that it tells')}</h3>}
      <TypeChoice types={types} chosen={events} onChange={(chosen) => setGrant(record, set, 'events', chosen)} />
    </Group>
  );
}

/** What is granted of a kind; nothing is said where it is nothing. */
function setGrant(record: RecordOf<'function'>, set: ReturnType<typeof useFunctionWork>['set'], kind: string, value: object): boolean {
  const { [kind as 'fetch']: _, ...others } = record.grants ?? {};
  const isNothing = Object.keys(value).length === 0;
  const grants = isNothing ? others : { ...others, [kind]: value };
  return set(['grants'], Object.keys(grants).length === 0 ? undefined : (grants as unknown as JsonValue), 'grants');
}

function Limits({ record }: { readonly record: RecordOf<'function'> }) {
  const text = useText();
  const { set } = useFunctionWork();
  const { limits = {} } = record;
  const keep = (name: 'cpu' | 'time' | 'memory') => (value: string) => {
    const { [name]: _, ...others } = limits;
    const number = Number(value);
    const then = value.trim() === '' || !Number.isInteger(number) ? others : { ...others, [name]: number };
    set(['limits'], Object.keys(then).length === 0 ? undefined : then, 'limits');
  };
  return (
    <Group title={text('studio.function.limits', 'Limits of a call')}>
      <TextSetting
        label={text('studio.function.cpuLimit', 'Processor, in ms')}
        value={String(limits.cpu ?? '')}
        placeholder="1000"
        isCode
        onKeep={keep('cpu')}
      />
      <TextSetting
        label={text('studio.function.timeLimit', 'Time, in ms')}
        value={String(limits.time ?? '')}
        placeholder="10000"
        isCode
        onKeep={keep('time')}
      />
      <TextSetting
        label={text('studio.function.memoryLimit', 'Memory, in MB')}
        value={String(limits.memory ?? '')}
        placeholder="64"
        isCode
        onKeep={keep('memory')}
      />
    </Group>
  );
}

function Callers({ record }: { readonly record: RecordOf<'function'> }) {
  const text = useText();
  const { work } = useFunctionWork();
  const roles = rolesOf(useDefinition());
  const toggle = (role: RecordOf<'role'>, is: boolean) => {
    const call = is ? [...role.call, record.id] : role.call.filter((id) => id !== record.id);
    work.act(
      { type: 'RECORD_UPDATE', payload: { id: role.id, path: ['call'], value: call } },
      `Change who may call function “${record.label || record.key}”`.slice(0, 200),
    );
  };
  return (
    <Group
      title={text('studio.function.callers', 'Who may call it')}
      help={roles.length === 0 ? text('studio.function.noRoles', 'Nobody yet: there are no roles.') : undefined}
    >
      {roles.map((role) => (
        <label key={role.id} className="function-check">
          <input
            type="checkbox"
            checked={role.call.includes(record.id)}
            onChange={({ currentTarget }) => toggle(role, currentTarget.checked)}
          />
          <bdi>{role.label.trim() === '' ? role.key : role.label}</bdi>
        </label>
      ))}
    </Group>
  );
}
