import type { JsonObject } from '@plinth/foundation';
import { defineComponent } from '../contract/define-component.ts';
import { flag, items, number, text, tones, words } from '../contract/properties.ts';

/** What stands in a cell; cells without an entry are empty. */
export interface Cell {
  /** Column letters and row number, `B3`. */
  readonly address: string;
  /** What is shown. */
  readonly value?: unknown;
  /** What is edited, where it differs from what is shown: a formula. */
  readonly source?: string;
  readonly error?: string;
  readonly tone?: (typeof tones)[number];
  readonly readOnly?: boolean;
}

const cellSchema: JsonObject = {
  type: 'object',
  properties: {
    address: { type: 'string', pattern: '^[A-Z]{1,3}[0-9]{1,7}$' },
    value: {},
    source: { type: 'string' },
    error: { type: 'string' },
    tone: { type: 'string', enum: [...tones] },
    readOnly: { type: 'boolean' },
  },
  required: ['address'],
  additionalProperties: false,
};

export const cellGrid = defineComponent({
  name: 'cell-grid',
  title: 'Cell grid',
  description:
    'A sheet of cells as data, moved through and edited by keyboard, with formulas where wanted; what an edit does is decided by the page’s actions.',
  category: 'data',
  icon: 'table',
  accessibility:
    'Arrow keys move, Enter or F2 edits, typing replaces, Escape gives up, Tab goes right, Delete empties, Control Home and End go to the corners. With formulas a line above the sheet shows what stands in the chosen cell, and one below it says why a formula has no value.',
  role: 'grid',
  properties: {
    label: words('Name for screen readers', 'Cells'),
    cells: items<Cell>('Cells', 'json', cellSchema),
    formulas: flag('What begins with = is a formula: FEEL over cells (A1) and ranges (A1:B9)'),
    columns: number('Columns', 26),
    rows: number('Rows', 100),
    firstRow: number('Number of the first row', 1),
    columnWidth: number('Width of a column in pixels', 96),
    height: number('Height in pixels', 400),
    selected: text('Chosen cell'),
    readOnly: flag('Read-only'),
  },
  events: {
    edit: { label: 'A cell was edited', payload: 'context<address: string, row: number, column: number, text: string>' },
    select: { label: 'Another cell was chosen', payload: 'context<address: string>' },
  },
  outputs: { selected: { label: 'Address of the chosen cell', feelType: 'string' } },
});
