import { defineComponent } from '../contract/define-component.ts';
import { number, value, words } from '../contract/properties.ts';

export const decisionTable = defineComponent({
  name: 'decision-table',
  title: 'Decision table',
  description: 'The rules of a decision table as they are written; those that fired for an explanation stand out.',
  category: 'data',
  icon: 'table-options',
  accessibility: 'A table with row and column headers that the keyboard can scroll; that a rule fired is said in words.',
  role: 'table',
  properties: {
    label: words('Label'),
    table: value('Table', 'any'),
    explanation: value('Explanation', 'any'),
    height: number('Greatest height, px', 480),
    emptyText: words('Text without a table', 'There is no decision table.'),
  },
});
