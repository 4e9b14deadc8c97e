import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { useDecisionWork } from '../decision-work.ts';
import { at } from './grid-selection.ts';
import { ruleFor } from './rule-edits.ts';
import { columnsOf, type TableView } from './table-view.ts';

const mostShown = 30;

/** What the table lacks and says twice, each with an example and the way to mend it. */
export function Findings({ view }: { readonly view: TableView }) {
  const text = useText();
  const decision = useDecisionWork();
  const examination = useSignalValue(decision.examination);
  const table = examination?.tables.find(({ element }) => element === view.name);
  if (table === undefined) return null;
  const key = (rule: number) => view.rules[rule - 1]?.key ?? String(rule);
  const select = (first: number, last: number) => {
    decision.cells.value = {
      anchor: { row: first - 1, column: 0 },
      focus: { row: last - 1, column: first === last ? 0 : columnsOf(view).length - 1 },
    };
  };
  const such = (values: readonly string[]) =>
    view.table.inputs.map(({ label, expression }, position) => `${label ?? expression} ${values[position] ?? '?'}`).join(', ');
  const gaps = view.table.gaps === 'allow' ? [] : table.gaps;
  const overlaps = view.table.overlaps === 'allow' ? [] : table.overlaps.filter(({ isFault }) => isFault);
  const faults = (examination?.violations ?? []).filter(
    ({ path }) => path.includes(`/${view.part}/${view.name}/`) || view.rules.some(({ id }) => path.startsWith(`/records/${id}/`)),
  );
  const isWrong = (path: string) => /\/cells\/\d+$/.test(path) || !path.endsWith('/cells');
  const cellFaults = faults.filter(({ path }) => isWrong(path) && !path.endsWith('/table'));
  const none =
    view.rules.length === 0 || gaps.length + overlaps.length + table.shadowed.length + table.impossible.length + cellFaults.length === 0;
  const isComplete = table.complete === 'yes' && view.rules.length > 0;
  return (
    <section className="decision-findings" aria-label={text('studio.findings', 'What the table lacks')}>
      {none ? (
        <p data-tone={isComplete ? 'good' : undefined}>
          <Icon name={isComplete ? 'circle-check' : 'info-circle'} size={14} />
          {isComplete
            ? text('studio.tableComplete', 'There is one answer for every input.')
            : view.rules.length === 0
              ? text('studio.tableEmpty', 'There are no rules yet. Type into the first row, or paste rows from a spreadsheet.')
              : text('studio.tableUnproven', 'Nothing is found; that there is an answer for every input cannot be proven.')}
        </p>
      ) : (
        <ul>
          {cellFaults.slice(0, mostShown).map(({ record, path, message, hint }) => {
            const row = view.rules.findIndex(({ id }) => id === record);
            const cell = Number(/\/cells\/(\d+)$/.exec(path)?.[1] ?? 0);
            return (
              <li key={`${path} ${message}`} data-tone="bad">
                <Icon name="alert-circle" size={14} />
                <button
                  type="button"
                  className="studio-link"
                  disabled={row < 0}
                  onClick={() => {
                    decision.cells.value = at(row, cell);
                  }}
                >
                  {row < 0 ? view.name : text('studio.ruleCalled', 'Rule {key}', { key: view.rules[row]?.key ?? '' })}
                </button>
                <span>
                  {message}. {hint}
                </span>
              </li>
            );
          })}
          {overlaps.slice(0, mostShown).map(({ rules: [first, second], example }) => (
            <li key={`o${first}-${second}`} data-tone={view.table.overlaps === 'warn' ? 'warn' : 'bad'}>
              <Icon name="alert-triangle" size={14} />
              <button type="button" className="studio-link" onClick={() => select(second, second)}>
                {text('studio.overlap', 'Rules {first} and {second} overlap', { first: key(first), second: key(second) })}
              </button>
              <span>
                {text('studio.suchAs', 'such as')} <code dir="ltr">{such(example)}</code>
              </span>
            </li>
          ))}
          {table.impossible.map((rule) => (
            <li key={`i${rule}`} data-tone="warn">
              <Icon name="alert-triangle" size={14} />
              <button type="button" className="studio-link" onClick={() => select(rule, rule)}>
                {text('studio.impossible', 'Rule {key} can never match', { key: key(rule) })}
              </button>
            </li>
          ))}
          {table.shadowed.slice(0, mostShown).map(({ rule, by }) => (
            <li key={`s${rule}`} data-tone="warn">
              <Icon name="alert-triangle" size={14} />
              <button type="button" className="studio-link" onClick={() => select(rule, rule)}>
                {text('studio.shadowed', 'Rule {key} never fires', { key: key(rule) })}
              </button>
              <span>{text('studio.shadowedBy', '{keys} come before it', { keys: by.map(key).join(', ') })}</span>
            </li>
          ))}
          {gaps.slice(0, mostShown).map(({ tests, example }) => (
            <li key={`g${tests.join('|')}`} data-tone={view.table.gaps === 'refuse' ? 'bad' : 'warn'}>
              <Icon name="circle-dashed" size={14} />
              <span>
                {text('studio.gap', 'No rule for')} <code dir="ltr">{tests.join(', ')}</code>, {text('studio.suchAs', 'such as')}{' '}
                <code dir="ltr">{such(example)}</code>
              </span>
              <button type="button" className="studio-link" onClick={() => decision.edit(ruleFor(view, tests))}>
                {text('studio.addRuleFor', 'Add a rule')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
