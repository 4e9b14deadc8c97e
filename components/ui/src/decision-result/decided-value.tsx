import { useFormat, useText } from '@plinth/component-kit';
import styles from './decision-result.module.css';
import { isValues, spoken } from './explained.ts';

/** A value of a decision: composed ones entry by entry. */
export function DecidedValue({ value }: { readonly value: unknown }) {
  const words = useText();
  const format = useFormat();
  if (value === null || value === undefined) return <span className={styles.unknown}>{words('ui.decision.unknown', 'not known')}</span>;
  if (typeof value === 'boolean') {
    return <strong data-tone={value ? 'good' : 'bad'}>{value ? words('ui.yes', 'Yes') : words('ui.no', 'No')}</strong>;
  }
  if (Array.isArray(value)) {
    return (
      <ul className={styles.values}>
        {value.map((item: unknown, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the values of a list have no other name
          <li key={at}>
            <DecidedValue value={item} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value === 'number') return <span>{format.number(value)}</span>;
  if (!isValues(value)) return <span>{String(value)}</span>;
  return (
    <dl className={styles.entries}>
      {Object.entries(value).map(([name, entry]) => (
        <div key={name}>
          <dt>{spoken(name)}</dt>
          <dd>
            <DecidedValue value={entry} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
