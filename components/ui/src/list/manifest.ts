import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, longWords, number, perRow, query, rowField, rows, spaces, words } from '../contract/properties.ts';

export const list = defineComponent({
  name: 'list',
  title: 'List',
  description: 'Repeats its content for each row, as a list or as cards.',
  category: 'data',
  icon: 'list',
  accessibility:
    'A list with as many items as rows. Rows that can be opened are reached with Tab and opened with Enter. What is shown at the end of a row only when it is pointed at is shown when the focus is in the row too, and always on touch screens.',
  role: 'list',
  properties: {
    label: words('Name for screen readers', 'List'),
    query: query(),
    rows: rows(),
    key: rowField('Field that identifies a row'),
    itemTitle: perRow<unknown>('Title of a row', 'string', { type: 'string' }),
    itemText: perRow<unknown>('Text of a row', 'string', { type: 'string' }),
    layout: choice('Look', ['lines', 'cards', 'plain'], 'lines'),
    minimumWidth: number('Least width of a card in pixels', 260),
    gap: choice('Distance of cards', spaces, '3'),
    trailingShown: choice('What stands at the end of a row', ['always', 'pointed'], 'always'),
    clickable: flag('Rows can be clicked'),
    emptyTitle: words('Title when there is nothing', 'Nothing here yet'),
    emptyText: longWords('Text when there is nothing'),
  },
  events: { rowClick: { label: 'A row was clicked', payload: 'context<row: context, index: number>' } },
  slots: {
    item: { label: 'Content of a row', perRow: true },
    trailing: { label: 'At the end of a row', perRow: true },
    empty: { label: 'When there is nothing' },
  },
  outputs: { count: { label: 'Rows shown', feelType: 'number' } },
});
