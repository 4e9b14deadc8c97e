import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, items, longWords, number, query, rowField, rows, text, words } from '../contract/properties.ts';
import { type Series, seriesSchema } from './series.ts';

export const chart = defineComponent({
  name: 'chart',
  title: 'Chart',
  description: 'Bars, lines, areas or a pie over the rows of a query.',
  category: 'chart',
  icon: 'chart-bar',
  accessibility: 'A figure with its title; the same values can be read as a table.',
  role: 'figure',
  properties: {
    title: words('Title', 'Chart'),
    titleHidden: flag('Only tell the title to screen readers'),
    description: longWords('Description'),
    type: choice('Kind', ['bar', 'line', 'area', 'pie', 'donut'], 'bar'),
    query: query(),
    rows: rows('Rows, where there is no query'),
    category: rowField('Field of the categories'),
    categoryLabel: words('Name of the categories'),
    categoryFormat: choice('Format of the categories', ['text', 'year', 'quarter', 'month', 'day', 'number'], 'text'),
    series: items<Series>('Series', 'columns', seriesSchema),
    stacked: choice('Series', ['beside', 'stacked', 'share'], 'beside'),
    orientation: choice('Bars', ['vertical', 'horizontal'], 'vertical'),
    format: choice('Format of the values', ['number', 'money', 'percent'], 'number'),
    currency: text('Currency'),
    unit: words('Unit'),
    height: number('Height in pixels', 260),
    legend: choice('Legend', ['automatic', 'shown', 'hidden'], 'automatic'),
    showTable: flag('People can switch to a table', true),
    emptyTitle: words('Title when there is nothing', 'No values to draw'),
  },
  events: { select: { label: 'A value was clicked', payload: 'context<row: context, series: string>' } },
});
