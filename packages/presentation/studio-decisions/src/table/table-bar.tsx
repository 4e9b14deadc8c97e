import { useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import { useDecisionWork } from '../decision-work.ts';
import { addColumn } from './column-edits.ts';
import { GridActs } from './grid-acts.ts';
import { at } from './grid-selection.ts';
import type { TableView } from './table-view.ts';

const policies = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'] as const;
const aggregations = ['SUM', 'COUNT', 'MIN', 'MAX'] as const;

/** What can be done with a table as a whole, and how its rules become an answer. */
export function TableBar({ view }: { readonly view: TableView }) {
  const text = useText();
  const decision = useDecisionWork();
  const acts = new GridActs(decision, view);
  const { table, name, part, record } = view;
  const set = (property: string, value: string | undefined, what: string) =>
    decision.edit({
      body: {
        type: 'RECORD_UPDATE',
        payload: { id: record.id, path: [part, name, 'table', property], ...(value === undefined ? {} : { value }) },
      },
      intent: `Change ${what} of ${name}`,
    });
  const free = (names: readonly string[]) => names.find((each) => !table.inputs.some(({ expression }) => expression === each));
  const addInput = () => {
    const expression = free(Object.keys(record.inputs)) ?? free(Object.keys(record.decisions).filter((each) => each !== name)) ?? 'null';
    const type = record.inputs[expression]?.type ?? record.decisions[expression]?.type;
    if (decision.edit(addColumn(view, 'input', { expression, ...(type === undefined ? {} : { type }) })))
      decision.cells.value = at(0, table.inputs.length);
  };
  const addOutput = () => {
    const taken = new Set(table.outputs.map((output) => output.name));
    let number = table.outputs.length + 1;
    while (taken.has(`output${number}`)) number++;
    if (decision.edit(addColumn(view, 'output', { name: `output${number}`, type: 'string' })))
      decision.cells.value = at(0, table.inputs.length + table.outputs.length);
  };
  return (
    <div className="decision-table-bar" role="toolbar" aria-label={text('studio.tableBar', 'Table')}>
      <label>
        <span>{text('studio.hitPolicy', 'Hit policy')}</span>
        <select value={table.hitPolicy} onChange={(event) => set('hitPolicy', event.currentTarget.value, 'hit policy')}>
          {policies.map((policy) => (
            <option key={policy} value={policy}>
              {policy}
            </option>
          ))}
        </select>
      </label>
      {table.hitPolicy === 'COLLECT' ? (
        <label>
          <span>{text('studio.aggregation', 'Aggregation')}</span>
          <select
            value={table.aggregation ?? ''}
            onChange={(event) => set('aggregation', event.currentTarget.value || undefined, 'aggregation')}
          >
            <option value="">{text('studio.noAggregation', 'all of them')}</option>
            {aggregations.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <span className="studio-grow" />
      <ToolButton icon="plus" label={text('studio.addTableRule', 'Add rule')} onClick={() => acts.insert('below')} />
      <ToolButton icon="copy" label={text('studio.duplicateRules', 'Duplicate rules')} onClick={() => acts.duplicate()} />
      <ToolButton icon="arrow-up" label={text('studio.ruleUp', 'Move rules up')} onClick={() => acts.move(-1)} />
      <ToolButton icon="arrow-down" label={text('studio.ruleDown', 'Move rules down')} onClick={() => acts.move(1)} />
      <ToolButton icon="trash" label={text('studio.removeRules', 'Remove rules')} onClick={() => acts.remove()} />
      <ToolButton icon="columns" label={text('studio.addInput', 'Add input column')} onClick={addInput}>
        <span>{text('studio.input', 'Input')}</span>
      </ToolButton>
      <ToolButton icon="columns-3" label={text('studio.addOutput', 'Add output column')} onClick={addOutput}>
        <span>{text('studio.output', 'Output')}</span>
      </ToolButton>
    </div>
  );
}
