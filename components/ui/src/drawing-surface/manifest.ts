import type { JsonObject } from '@plinth/foundation';
import { type ActionItem, actionItemSchema } from '../contract/action-item.ts';
import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, items, number, text, tones, words } from '../contract/properties.ts';

/** A shape as data; positions and sizes in units of the surface. */
export interface Shape {
  readonly id: string;
  readonly type: 'circle' | 'rectangle' | 'line' | 'text' | 'path';
  readonly x: number;
  readonly y: number;
  /** Circle. */
  readonly radius?: number;
  /** Rectangle. */
  readonly width?: number;
  readonly height?: number;
  /** End of a line. */
  readonly x2?: number;
  readonly y2?: number;
  /** SVG path data relative to x and y. */
  readonly path?: string;
  /** Words of a text shape. */
  readonly text?: string;
  /** What screen readers say. */
  readonly label?: string;
  readonly tone?: (typeof tones)[number];
  readonly filled?: boolean;
}

const shapeSchema: JsonObject = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    type: { type: 'string', enum: ['circle', 'rectangle', 'line', 'text', 'path'] },
    x: { type: 'number' },
    y: { type: 'number' },
    radius: { type: 'number', minimum: 0 },
    width: { type: 'number', minimum: 0 },
    height: { type: 'number', minimum: 0 },
    x2: { type: 'number' },
    y2: { type: 'number' },
    path: { type: 'string' },
    text: { type: 'string' },
    label: { type: 'string' },
    tone: { type: 'string', enum: [...tones] },
    filled: { type: 'boolean' },
  },
  required: ['id', 'type', 'x', 'y'],
  additionalProperties: false,
};

const atShape = 'context<shape: context, x: number, y: number>';

export const drawingSurface = defineComponent({
  name: 'drawing-surface',
  title: 'Drawing surface',
  description: 'Shapes as data, with pointer and keyboard; what a gesture does is decided by the page’s actions.',
  category: 'canvas',
  icon: 'vector',
  accessibility:
    'Tab and Shift Tab go through the shapes, arrow keys move the chosen one where shapes can be moved, Enter opens its menu, Space is a click, Delete removes it; Enter on the surface itself is a click in its middle. Each shape is announced by its label.',
  role: 'application',
  properties: {
    label: words('Name for screen readers', 'Drawing'),
    shapes: items<Shape>('Shapes', 'json', shapeSchema),
    shapeActions: items<ActionItem>('Menu of a shape', 'options', actionItemSchema),
    selected: text('Id of the chosen shape'),
    width: number('Width in units', 800),
    height: number('Height in units', 400),
    movable: flag('Shapes can be moved'),
    grid: number('Distance of the grid in units, 0 for none', 0),
    hover: choice('Pointing at a shape', ['nothing', 'selects'], 'nothing'),
    disabled: flag('Disabled'),
  },
  events: {
    surfaceClick: { label: 'Clicked where no shape is', payload: 'context<x: number, y: number>' },
    shapeClick: { label: 'A shape was clicked', payload: atShape },
    shapeMenu: { label: 'A shape was clicked with the other button, held, or Enter was pressed', payload: atShape },
    shapeAction: {
      label: 'An entry of the menu of a shape was chosen',
      payload: 'context<key: string, shape: context, x: number, y: number>',
    },
    shapeMove: { label: 'A shape was moved', payload: atShape },
    shapeDelete: { label: 'Delete was pressed on a shape', payload: 'context<shape: context>' },
    select: { label: 'Another shape was chosen', payload: 'context<id: string>' },
  },
  outputs: { selected: { label: 'Id of the chosen shape', feelType: 'string' } },
});
