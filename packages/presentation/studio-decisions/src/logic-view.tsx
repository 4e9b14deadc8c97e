import { type RecordOf, rulesOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { contextType, printType } from '@plinth/expression';
import { isJsonObject } from '@plinth/foundation';
import { useSignalValue } from '@plinth/page-renderer';
import { ExpressionInput } from '@plinth/studio-expressions';
import { StateMessage } from '@plinth/studio-frame';
import { BoxedView } from './boxed/boxed-view.tsx';
import { useDecisionWork } from './decision-work.ts';
import { changeLogic, type LogicForm } from './model/element-edits.ts';
import { Setting, TextSetting, TypeSetting } from './properties/setting.tsx';
import { DecisionGrid } from './table/decision-grid.tsx';
import { Findings } from './table/findings.tsx';
import { TableBar } from './table/table-bar.tsx';
import type { TableView } from './table/table-view.ts';

interface LogicViewProps {
  readonly record: RecordOf<'decision'>;
  readonly view: TableView | null;
  readonly element: string;
}

/** What a decision or function does: a table, an expression, or another boxed expression. */
export function LogicView({ record, view, element }: LogicViewProps) {
  const text = useText();
  const decision = useDecisionWork();
  const examination = useSignalValue(decision.examination);
  const part = Object.hasOwn(record.decisions, element) ? 'decisions' : 'knowledge';
  const stored = record[part][element];
  if (stored === undefined)
    return <StateMessage icon="gavel" title={text('studio.noElement', 'Add a decision in the left panel to begin')} />;
  const boxed = isJsonObject(stored.boxed) ? stored.boxed : null;
  const form = stored.table !== undefined ? 'table' : stored.expression !== undefined ? 'expression' : String(boxed?.kind ?? '');
  const scope = examination?.elements.get(element)?.scope ?? contextType({}, { open: true });
  const set = (property: string, value: string | undefined, what: string) =>
    decision.edit({
      body: {
        type: 'RECORD_UPDATE',
        payload: { id: record.id, path: [part, element, property], ...(value === undefined ? {} : { value }) },
      },
      intent: `Change ${what} of ${element}`,
    });
  const forms: Readonly<Record<LogicForm, string>> = {
    table: text('studio.formTable', 'Decision table'),
    expression: text('studio.formExpression', 'Expression'),
    context: text('studio.formContext', 'Context'),
    invocation: text('studio.formInvocation', 'Invocation'),
    conditional: text('studio.formConditional', 'Conditional'),
  };
  const type = examination?.elements.get(element)?.type;
  return (
    <div className="decision-logic">
      <div className="decision-element">
        <TextSetting
          label={text('studio.question', 'Question')}
          value={'question' in stored ? (stored.question ?? '') : ''}
          placeholder={text('studio.questionExample', 'What does it decide?')}
          onKeep={(value) => set('question', value === '' ? undefined : value, 'question')}
        />
        <Setting label={text('studio.logicForm', 'Form')}>
          {(id) => (
            <select
              id={id}
              value={form}
              onChange={(event) => {
                const next = event.currentTarget.value as LogicForm;
                decision.edit(changeLogic(record, part, element, next, rulesOf(decision.definition(), record.id)));
              }}
            >
              {Object.entries(forms).map(([each, title]) => (
                <option key={each} value={each}>
                  {title}
                </option>
              ))}
              {Object.hasOwn(forms, form) ? null : <option value={form}>{form}</option>}
            </select>
          )}
        </Setting>
        <TypeSetting
          label={
            stored.type === undefined && type !== undefined && type.kind !== 'any'
              ? text('studio.givesType', 'Gives (found: {type})', { type: printType(type).slice(0, 40) })
              : text('studio.gives', 'Gives')
          }
          value={stored.type}
          own={Object.keys(record.types)}
          onKeep={(value) => set('type', value, 'type')}
        />
      </div>
      {view !== null ? (
        <>
          <TableBar view={view} />
          <DecisionGrid view={view} />
          <Findings view={view} />
        </>
      ) : stored.expression !== undefined ? (
        <div className="decision-scroll decision-expression">
          <ExpressionInput
            id={`expression-${element}`}
            label={text('studio.expressionOf', 'Expression of {name}', { name: element })}
            text={stored.expression}
            kind="expression"
            scope={scope}
            expects="any"
            onKeep={(value) => set('expression', value, 'expression')}
          />
        </div>
      ) : boxed !== null ? (
        <div className="decision-scroll">
          <BoxedView record={record} element={element} root={[part, element, 'boxed']} value={boxed} steps={[]} scope={scope} />
        </div>
      ) : (
        <StateMessage icon="question-mark" title={text('studio.noLogic', 'This is described only')}>
          {text('studio.noLogicHelp', 'Choose a form above to say how it is decided.')}
        </StateMessage>
      )}
    </div>
  );
}
