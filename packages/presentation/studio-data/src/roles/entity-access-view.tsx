import type { RecordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { type EntityAccess, operations, type Reach } from '../definition/role-access.ts';
import { operationNames } from '../operation-names.ts';

interface EntityAccessViewProps {
  readonly entity: RecordOf<'entity'>;
  readonly access: EntityAccess;
}

/** What somebody may do with an entity, and which of its fields they have. */
export function EntityAccessView({ entity, access }: EntityAccessViewProps) {
  const text = useText();
  const names = operationNames(text);
  const words: Readonly<Record<Reach, string>> = {
    all: text('studio.reach.all', 'every record'),
    some: text('studio.reach.some', 'some records'),
    none: text('studio.reach.none', 'no record'),
  };
  const icons: Readonly<Record<Reach, string>> = { all: 'check', some: 'filter', none: 'x' };
  const reads = access.operations.read !== 'none';
  const hidden = access.attributes.filter(({ read }) => read === 'none');
  const locked = access.attributes.filter(({ read, update }) => read !== 'none' && update === 'none');
  const listed = (attributes: EntityAccess['attributes']) =>
    attributes.map(({ key, label }) => (label.trim() === '' ? key : label)).join(', ');
  return (
    <section className="data-access" data-none={reads || access.operations.create !== 'none' ? undefined : ''}>
      <h2>
        <bdi>{entity.label.trim() === '' ? entity.key : entity.label}</bdi>
      </h2>
      <ul className="data-reaches">
        {operations.map((operation) => {
          const reach = access.operations[operation];
          return (
            <li key={operation} data-reach={reach}>
              <Icon name={icons[reach]} size={13} />
              {names[operation]}
              <small>{words[reach]}</small>
            </li>
          );
        })}
      </ul>
      {access.rules.map(({ role, rule, operations: limited }) => (
        <p key={`${role} ${rule}`} className="data-rule-line">
          {text('studio.limitedTo', '{operations} as {role}, where', {
            operations: limited.map((operation) => names[operation]).join(', '),
            role,
          })}{' '}
          <code>{rule}</code>
        </p>
      ))}
      {reads && hidden.length > 0 ? (
        <p className="data-rule-line">
          <Icon name="eye-off" size={13} /> {text('studio.neverSeen', 'Never seen: {fields}', { fields: listed(hidden) })}
        </p>
      ) : null}
      {access.operations.update !== 'none' && locked.length > 0 ? (
        <p className="data-rule-line">
          <Icon name="lock" size={13} /> {text('studio.neverChanged', 'Seen, never changed: {fields}', { fields: listed(locked) })}
        </p>
      ) : null}
    </section>
  );
}
