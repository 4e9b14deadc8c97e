import { useText } from '@plinth/component-kit';
import { contextType } from '@plinth/expression';
import { useSignalValue } from '@plinth/page-renderer';
import { ExpressionInput } from '@plinth/studio-expressions';
import { ToolButton } from '@plinth/studio-frame';
import { useDecisionWork } from '../decision-work.ts';
import { changeColumn, moveColumn, removeColumn } from '../table/column-edits.ts';
import { columnsOf, type TableView } from '../table/table-view.ts';
import { Setting, TextSetting, TypeSetting } from './setting.tsx';

/** The column and the rule in which the selection is. */
export function ColumnSettings({ view }: { readonly view: TableView }) {
  const text = useText();
  const decision = useDecisionWork();
  const { focus } = useSignalValue(decision.cells);
  const examination = useSignalValue(decision.examination);
  const columns = columnsOf(view);
  const column = columns[Math.min(focus.column, columns.length - 1)];
  const rule = view.rules[focus.row];
  if (column === undefined) return null;
  const own = Object.keys(view.record.types);
  const scope = examination?.elements.get(view.name)?.scope ?? contextType({}, { open: true });
  const set = (property: string, value: string | undefined, what: string) =>
    decision.edit(changeColumn(view, column, { [property]: value }, what));
  const input = column.kind === 'input' ? view.table.inputs[column.at] : undefined;
  const output = column.kind === 'output' ? view.table.outputs[column.at] : undefined;
  const written = (value: string) => (value.trim() === '' ? undefined : value);
  return (
    <>
      {column.kind === 'note' ? null : (
        <section className="studio-group" key={`${column.kind}${column.at}`}>
          <header>
            <h3>{column.kind === 'input' ? text('studio.inputColumn', 'Input column') : text('studio.outputColumn', 'Output column')}</h3>
            <ToolButton
              icon="arrow-left"
              label={text('studio.columnLeft', 'Move column back')}
              onClick={() => decision.edit(moveColumn(view, column, -1))}
            />
            <ToolButton
              icon="arrow-right"
              label={text('studio.columnRight', 'Move column forward')}
              onClick={() => decision.edit(moveColumn(view, column, 1))}
            />
            <ToolButton
              icon="trash"
              label={text('studio.removeThisColumn', 'Remove column')}
              disabled={column.kind === 'output' && view.table.outputs.length === 1}
              onClick={() => decision.edit(removeColumn(view, column))}
            />
          </header>
          <TextSetting
            label={text('studio.heading', 'Heading')}
            value={(input ?? output)?.label ?? ''}
            onKeep={(value) => set('label', written(value), 'heading')}
          />
          {input === undefined ? null : (
            <Setting label={text('studio.inputExpression', 'What is looked at')}>
              {(id) => (
                <ExpressionInput
                  id={id}
                  text={input.expression}
                  kind="expression"
                  scope={scope}
                  expects="any"
                  onKeep={(value) => set('expression', value, 'expression')}
                />
              )}
            </Setting>
          )}
          {output === undefined ? null : (
            <TextSetting
              label={text('studio.outputName', 'Name in the result')}
              value={output.name ?? ''}
              placeholder={view.table.outputs.length === 1 ? text('studio.onlyOutput', 'none: it is the result') : ''}
              onKeep={(value) => set('name', written(value), 'name')}
            />
          )}
          <TypeSetting
            label={text('studio.type', 'Type')}
            value={(input ?? output)?.type}
            own={own}
            onKeep={(type) => set('type', type, 'type')}
          />
          <TextSetting
            label={text('studio.allowedValues', 'Allowed values')}
            value={(input ?? output)?.allowed ?? ''}
            placeholder={'"low", "high"'}
            onKeep={(value) => set('allowed', written(value), 'allowed values')}
          />
          {output === undefined ? null : (
            <TextSetting
              label={text('studio.otherwise', 'Where no rule matches')}
              value={output.otherwise ?? ''}
              placeholder="null"
              onKeep={(value) => set('otherwise', written(value), 'default')}
            />
          )}
        </section>
      )}
      {rule === undefined ? null : (
        <section className="studio-group" key={rule.id}>
          <header>
            <h3>{text('studio.ruleSettings', 'Rule {number}', { number: focus.row + 1 })}</h3>
          </header>
          <TextSetting
            label={text('studio.key', 'Key')}
            value={rule.key}
            onKeep={(key) =>
              decision.edit({
                body: { type: 'RECORD_UPDATE', payload: { id: rule.id, path: ['key'], value: key } },
                intent: `Change key of rule ${rule.key} of ${view.name}`,
              })
            }
          />
          <TextSetting
            label={text('studio.ruleWhy', 'Why it is there')}
            value={rule.note ?? ''}
            onKeep={(note) =>
              decision.edit({
                body: { type: 'RECORD_UPDATE', payload: { id: rule.id, path: ['note'], ...(note === '' ? {} : { value: note }) } },
                intent: `Change note of rule ${rule.key} of ${view.name}`,
              })
            }
          />
        </section>
      )}
    </>
  );
}
