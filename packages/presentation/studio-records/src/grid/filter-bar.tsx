import type { ShellEntity } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import { type FormEvent, useEffect, useState } from 'react';
import { type Comparison, comparisonsOf, conditionOf } from './condition.ts';
import type { RecordQuestion } from './use-records.ts';

interface FilterBarProps {
  readonly entity: ShellEntity;
  readonly question: RecordQuestion;
  /** Keys of the columns that are not shown. */
  readonly hidden: ReadonlySet<string>;
  onQuestion(question: RecordQuestion): void;
  onHidden(hidden: ReadonlySet<string>): void;
}

const rest = 250;

/** Which records the grid shows, and which columns. */
export function FilterBar({ entity, question, hidden, onQuestion, onHidden }: FilterBarProps) {
  const text = useText();
  const [search, setSearch] = useState(question.search);
  const [panel, setPanel] = useState<'none' | 'filter' | 'columns'>('none');
  useEffect(() => {
    if (search.trim() === question.search) return;
    const timer = setTimeout(() => onQuestion({ ...question, search: search.trim() }), rest);
    return () => clearTimeout(timer);
  }, [search, question, onQuestion]);
  const toggle = (name: 'filter' | 'columns') => setPanel(panel === name ? 'none' : name);
  return (
    <section className="records-filter" aria-label={text('studio.records.filters', 'Search and filters')}>
      <div className="studio-filter">
        <input
          className="studio-search"
          type="search"
          maxLength={200}
          aria-label={text('studio.records.search', 'Search')}
          placeholder={text('studio.records.search', 'Search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <ToolButton
          icon="filter"
          label={text('studio.records.filter', 'Filter')}
          pressed={panel === 'filter'}
          onClick={() => toggle('filter')}
        />
        <ToolButton
          icon="columns"
          label={text('studio.records.columns', 'Columns')}
          pressed={panel === 'columns'}
          onClick={() => toggle('columns')}
        />
        {question.conditions.map((condition) => (
          <button
            key={condition}
            type="button"
            className="records-chip"
            title={text('studio.records.removeFilter', 'Remove this filter')}
            onClick={() => onQuestion({ ...question, conditions: question.conditions.filter((each) => each !== condition) })}
          >
            <bdi>{condition}</bdi>
            <Icon name="x" size={12} />
          </button>
        ))}
      </div>
      {panel === 'filter' ? (
        <ConditionForm
          entity={entity}
          onAdd={(condition) => onQuestion({ ...question, conditions: [...new Set([...question.conditions, condition])] })}
        />
      ) : null}
      {panel === 'columns' ? (
        <fieldset className="records-columns">
          <legend>{text('studio.records.columns', 'Columns')}</legend>
          {entity.fields.map(({ key, label }) => (
            <label key={key}>
              <input
                type="checkbox"
                checked={!hidden.has(key)}
                onChange={() => {
                  const next = new Set(hidden);
                  if (!next.delete(key)) next.add(key);
                  onHidden(next);
                }}
              />
              <bdi>{label}</bdi>
            </label>
          ))}
        </fieldset>
      ) : null}
    </section>
  );
}

/** A comparison of one field, or an expression of one's own. */
function ConditionForm({ entity, onAdd }: { readonly entity: ShellEntity; onAdd(condition: string): void }) {
  const text = useText();
  const [key, setKey] = useState(entity.fields[0]?.key ?? '');
  const field = entity.fields.find((each) => each.key === key);
  const comparisons = field === undefined ? [] : comparisonsOf(field);
  const [wanted, setWanted] = useState<Comparison>('contains');
  const comparison = comparisons.includes(wanted) ? wanted : (comparisons[0] ?? 'filled');
  const [value, setValue] = useState('');
  const [expression, setExpression] = useState('');
  const names: Readonly<Record<Comparison, string>> = {
    contains: text('studio.records.contains', 'contains exactly'),
    '=': text('studio.records.is', 'is'),
    '!=': text('studio.records.isNot', 'is not'),
    '>=': text('studio.records.atLeast', 'is at least'),
    '<=': text('studio.records.atMost', 'is at most'),
    empty: text('studio.records.isEmpty', 'is empty'),
    filled: text('studio.records.isFilled', 'is filled in'),
  };
  const condition = expression.trim() !== '' ? expression.trim() : field === undefined ? null : conditionOf(field, comparison, value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (condition !== null) onAdd(condition);
  };
  return (
    <form className="records-condition" onSubmit={submit}>
      <select aria-label={text('studio.records.field', 'Field')} value={key} onChange={(event) => setKey(event.currentTarget.value)}>
        {entity.fields.map((each) => (
          <option key={each.key} value={each.key}>
            {each.label}
          </option>
        ))}
      </select>
      <select
        aria-label={text('studio.records.comparison', 'Comparison')}
        value={comparison}
        onChange={(event) => setWanted(comparisons.find((each) => each === event.currentTarget.value) ?? comparison)}
      >
        {comparisons.map((each) => (
          <option key={each} value={each}>
            {names[each]}
          </option>
        ))}
      </select>
      {comparison === 'empty' || comparison === 'filled' ? null : (
        <input
          aria-label={text('studio.records.value', 'Value')}
          maxLength={1000}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      )}
      <span>{text('studio.records.orExpression', 'or FEEL')}</span>
      <input
        className="records-expression"
        aria-label={text('studio.records.expression', 'Expression')}
        spellCheck={false}
        maxLength={10_000}
        value={expression}
        onChange={(event) => setExpression(event.currentTarget.value)}
      />
      <button type="submit" className="studio-act" disabled={condition === null}>
        {text('studio.records.addFilter', 'Add filter')}
      </button>
    </form>
  );
}
