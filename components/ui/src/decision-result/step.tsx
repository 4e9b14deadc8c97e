import type { ExplainedStep, ExplainedTable } from '@plinth/component-contract';
import { useText } from '@plinth/component-kit';
import { DecidedValue } from './decided-value.tsx';
import styles from './decision-result.module.css';
import { spoken } from './explained.ts';

/** One step of a decision: its value, and the rules by which its tables came to it. */
export function Step({ step }: { readonly step: ExplainedStep }) {
  return (
    <li className={styles.step} data-kind={step.kind}>
      <div className={styles.found}>
        <span className={styles.name}>{spoken(step.name)}</span>
        <DecidedValue value={step.value} />
      </div>
      {step.tables.map((table, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the tables of a step have no other name
        <Rules key={at} table={table} />
      ))}
    </li>
  );
}

function Rules({ table }: { readonly table: ExplainedTable }) {
  const words = useText();
  const fired = table.matched.filter(({ rule }) => table.fired.includes(rule));
  const given = table.inputs.map(
    ({ label, expression, value }) => `${label ?? expression}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return (
    <div className={styles.rules}>
      <p>{given.join(' · ')}</p>
      {fired.map(({ rule, id, description, inputs, outputs }) => (
        <p key={rule}>
          <strong>{words('ui.decision.rule', 'Rule {rule}', { rule: id ?? String(rule) })}</strong> <code>{inputs.join(' | ')}</code>{' '}
          <span aria-hidden="true">→</span> <code>{outputs.join(' | ')}</code>
          {description === null ? null : <span className={styles.note}>{description}</span>}
        </p>
      ))}
      {fired.length > 0 ? null : (
        <p>
          {table.isDefault
            ? words('ui.decision.otherwise', 'No rule matches; the default applies.')
            : words('ui.decision.noRule', 'No rule gives a result.')}
        </p>
      )}
    </div>
  );
}
