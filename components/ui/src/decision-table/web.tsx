import type { DecisionTableShape } from '@plinth/component-contract';
import { useText } from '@plinth/component-kit';
import type { CSSProperties } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { spoken } from '../decision-result/explained.ts';
import styles from './decision-table.module.css';
import type { decisionTable } from './manifest.ts';
import { firedRules, tableShape } from './table-shape.ts';

export function DecisionTable({ id, properties }: PropsOf<typeof decisionTable>) {
  const words = useText();
  const table = tableShape(properties.table);
  if (table === null) return <p className={styles.empty}>{properties.emptyText}</p>;
  const { fired, matched } = firedRules(table, properties.explanation);
  const hasNotes = table.rules.some(({ note }) => note !== null);
  const style: CSSProperties & Record<`--${string}`, string> = { '--most': `${properties.height}px` };
  const state = (key: string) => (fired.has(key) ? 'fired' : matched.has(key) ? 'matched' : undefined);
  return (
    <figure className={styles.frame}>
      <figcaption id={`${id}-label`}>
        <span className={styles.label}>{properties.label || spoken(table.name)}</span>
        {table.question === null ? null : <span className={styles.question}>{table.question}</span>}
        <span className={styles.policy}>{policyOf(table, words)}</span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={styles.scroll} style={style} tabIndex={0} aria-labelledby={`${id}-label`}>
        <table aria-labelledby={`${id}-label`}>
          <thead>
            <tr>
              <th scope="col">{words('ui.decision.ruleColumn', 'Rule')}</th>
              {table.inputs.map(({ label }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have the same name
                <th key={at} scope="col">
                  {label}
                </th>
              ))}
              {table.outputs.map(({ label }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have the same name
                <th key={at} scope="col" className={styles.output}>
                  {spoken(label)}
                </th>
              ))}
              {hasNotes ? <th scope="col">{words('ui.decision.note', 'Note')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {table.rules.map(({ key, inputs, outputs, note }) => (
              <tr key={key} data-state={state(key)}>
                <th scope="row">
                  {key}
                  {fired.has(key) ? <span className={styles.fired}>{words('ui.decision.fired', 'fired')}</span> : null}
                  {matched.has(key) && !fired.has(key) ? (
                    <span className={styles.matched}>{words('ui.decision.matched', 'matched')}</span>
                  ) : null}
                </th>
                {inputs.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name
                  <td key={at}>{cell}</td>
                ))}
                {outputs.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name
                  <td key={at} className={styles.output}>
                    {cell}
                  </td>
                ))}
                {hasNotes ? <td className={styles.note}>{note}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </figure>
  );
}

/** What the hit policy means, in words. */
function policyOf({ hitPolicy, aggregation }: DecisionTableShape, words: ReturnType<typeof useText>): string {
  const meaning: Readonly<Record<string, string>> = {
    UNIQUE: words('ui.decision.unique', 'One rule matches at most'),
    ANY: words('ui.decision.any', 'Rules that match say the same'),
    PRIORITY: words('ui.decision.priority', 'The most important result counts'),
    FIRST: words('ui.decision.first', 'The first rule that matches counts'),
    'RULE ORDER': words('ui.decision.ruleOrder', 'Every rule that matches counts, in order'),
    'OUTPUT ORDER': words('ui.decision.outputOrder', 'Every rule that matches counts, by importance'),
    COLLECT: words('ui.decision.collect', 'Every rule that matches counts'),
  };
  return [meaning[hitPolicy] ?? hitPolicy, ...(aggregation === null ? [] : [aggregation])].join(': ');
}
