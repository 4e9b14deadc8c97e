import { type ActionItem, actionItemSchema } from '../contract/action-item.ts';
import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, items, longWords, number, page, perRow, query, rowField, rows, words } from '../contract/properties.ts';
import { type Column, columnSchema } from './column.ts';

export const table = defineComponent({
  name: 'table',
  title: 'Table',
  description: 'Rows of a query with sorting, filters, selection and actions; any number of rows.',
  category: 'data',
  icon: 'table',
  accessibility:
    'A grid: arrow keys move between cells, Home and End to the ends of a row, Enter opens a row, Space selects it, Control C copies. Headers say how they sort.',
  role: 'grid',
  properties: {
    label: words('Name for screen readers', 'Table'),
    query: query(),
    rows: rows('Rows, where there is no query'),
    columns: items<Column | string>('Columns; none: all fields', 'columns', columnSchema),
    cells: perRow<Readonly<Record<string, unknown>> | null>('Further values of a row, by column', 'context', { type: 'object' }),
    rowTone: perRow<string | null>('Highlight of a row', 'string', { type: ['string', 'null'] }),
    rowPage: page('Page that a row opens'),
    rowParameters: perRow<Readonly<Record<string, unknown>> | null>('Parameters of that page', 'context', { type: 'object' }),
    rowKey: rowField('Field that identifies a row'),
    rowActions: items<ActionItem>('Actions of a row', 'options', actionItemSchema),
    availableActions: perRow<readonly string[] | null>(
      'Keys of the actions a row offers',
      'list<string>',
      { type: 'array', items: { type: 'string' } },
      { keysOf: 'rowActions' },
    ),
    selection: choice('Selection', ['none', 'single', 'multiple'], 'none'),
    filterable: flag('Columns can be filtered', true),
    sortable: flag('Columns can be sorted', true),
    columnChoice: flag('People choose columns', true),
    density: choice('Density', ['compact', 'normal', 'roomy'], 'normal'),
    height: number('Most height in pixels', 560),
    phone: choice('On phones', ['cards', 'scroll'], 'cards'),
    showCount: flag('Show how many rows', true),
    emptyTitle: words('Title when there is nothing', 'Nothing here yet'),
    emptyText: longWords('Text when there is nothing'),
  },
  events: {
    rowClick: { label: 'A row was clicked', payload: 'context<row: context, index: number>' },
    rowAction: { label: 'An action of a row was chosen', payload: 'context<action: string, row: context>' },
    selectionChange: { label: 'The selection changed', payload: 'context<selection: list<context>>' },
  },
  slots: {
    toolbar: { label: 'Above the rows' },
    selectionActions: { label: 'Shown while rows are selected' },
    empty: { label: 'When there is nothing' },
  },
  outputs: {
    selected: { label: 'The selected row, the last of several', feelType: 'any' },
    selection: { label: 'The selected rows', feelType: 'list<any>' },
    count: { label: 'Rows shown', feelType: 'number' },
  },
});
