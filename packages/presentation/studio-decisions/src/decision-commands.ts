import type { TextLookup } from '@plinth/component-kit';
import type { Command } from '@plinth/studio-frame';
import type { DecisionWork } from './decision-work.ts';
import { addElement } from './model/element-edits.ts';
import { GridActs } from './table/grid-acts.ts';
import type { TableView } from './table/table-view.ts';

/** What the palette offers while a decision is open. */
export function decisionCommands(decision: DecisionWork, view: TableView | null, text: TextLookup): readonly Command[] {
  const record = decision.record();
  if (record === null) return [];
  const add = (part: 'decisions' | 'inputs' | 'knowledge', wanted: string) => () => {
    const made = addElement(record, part, wanted);
    if (decision.edit(made.edit) && part !== 'inputs') decision.show(made.name);
  };
  const acts = view === null ? null : new GridActs(decision, view);
  const go = (tab: DecisionWork['tab']['value']) => () => {
    decision.tab.value = tab;
  };
  return [
    ...(acts === null
      ? []
      : [
          {
            id: 'rule-add',
            title: text('studio.addTableRule', 'Add rule'),
            icon: 'plus',
            keys: 'Ctrl Enter',
            run: () => acts.insert('below'),
          },
          {
            id: 'rule-copy',
            title: text('studio.duplicateRules', 'Duplicate rules'),
            icon: 'copy',
            keys: 'Ctrl D',
            run: () => acts.duplicate(),
          },
          {
            id: 'rule-remove',
            title: text('studio.removeRules', 'Remove rules'),
            icon: 'trash',
            keys: 'Ctrl Delete',
            run: () => acts.remove(),
          },
        ]),
    { id: 'decision-add', title: text('studio.addDecision', 'Add decision'), icon: 'gavel', run: add('decisions', 'decision') },
    { id: 'input-add', title: text('studio.addInputData', 'Add input'), icon: 'login', run: add('inputs', 'input') },
    { id: 'function-add', title: text('studio.addFunction', 'Add function'), icon: 'code', run: add('knowledge', 'calculate') },
    { id: 'go-graph', title: text('studio.showGraph', 'Show the requirement graph'), icon: 'sitemap', run: go('graph') },
    { id: 'go-tests', title: text('studio.showTests', 'Show the test cases'), icon: 'checklist', run: go('tests') },
    { id: 'go-records', title: text('studio.showRecords', 'Try it on records'), icon: 'history', run: go('records') },
    ...Object.keys({ ...record.decisions, ...record.knowledge }).map((name) => ({
      id: `show-${name}`,
      title: text('studio.showElement', 'Show {name}', { name }),
      icon: 'table',
      run: () => decision.show(name),
    })),
  ];
}
