import { useState } from 'react';
import { Show } from '../show.tsx';
import type { Story } from './story.ts';

interface Circle {
  readonly id: string;
  readonly type: 'circle';
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly label: string;
}

function Circles() {
  const [shapes, setShapes] = useState<readonly Circle[]>([
    { id: 'a', type: 'circle', x: 140, y: 110, radius: 50, label: 'Circle 1' },
    { id: 'b', type: 'circle', x: 320, y: 160, radius: 30, label: 'Circle 2' },
  ]);
  return (
    <Show
      component="drawing-surface"
      properties={{
        label: 'Circles',
        shapes,
        width: 800,
        height: 260,
        movable: true,
        shapeActions: [{ key: 'larger', label: 'Make larger', icon: 'plus' }],
      }}
      listen={['shapeMenu', 'shapeClick', 'select', 'shapeAction']}
      on={{
        surfaceClick: async (at = {}) =>
          setShapes([
            ...shapes,
            { id: `c${shapes.length}`, type: 'circle', x: Number(at.x), y: Number(at.y), radius: 30, label: `Circle ${shapes.length + 1}` },
          ]),
        shapeMove: async (move = {}) =>
          setShapes(
            shapes.map((shape) => (shape.id === (move.shape as Circle).id ? { ...shape, x: Number(move.x), y: Number(move.y) } : shape)),
          ),
        shapeDelete: async (gone = {}) => setShapes(shapes.filter((shape) => shape.id !== (gone.shape as Circle).id)),
      }}
    />
  );
}

function Sheet() {
  const [cells, setCells] = useState<
    readonly Readonly<{ address: string; value?: unknown; source?: string; error?: string; tone?: string }>[]
  >([
    { address: 'A1', value: 'Income' },
    { address: 'B1', value: 1200.5 },
    { address: 'A2', value: 'Rent', tone: 'warn' },
    { address: 'B2', value: -400 },
    { address: 'B3', value: 800.5, source: '=B1+B2', tone: 'good' },
    { address: 'C3', value: '#REF', error: 'There is no cell ZZ9.' },
  ]);
  return (
    <Show
      component="cell-grid"
      properties={{ label: 'Budget', cells, columns: 26, rows: 100, height: 260 }}
      on={{
        edit: async (edit = {}) => {
          const address = String(edit.address);
          const text = String(edit.text);
          setCells([...cells.filter((cell) => cell.address !== address), { address, value: text }]);
        },
      }}
    />
  );
}

function Formulas() {
  const [cells, setCells] = useState<readonly Readonly<{ address: string; source: string }>[]>([
    { address: 'A0', source: '1200.50' },
    { address: 'A1', source: '-400' },
    { address: 'A2', source: '=SUM(A0:A1)' },
    { address: 'B0', source: '=A2 * 12' },
    { address: 'C0', source: '=C0 + 1' },
  ]);
  return (
    <Show
      component="cell-grid"
      properties={{ label: 'Formulas', cells, formulas: true, firstRow: 0, height: 200, selected: 'C0' }}
      on={{
        edit: async (edit = {}) =>
          setCells([
            ...cells.filter((cell) => cell.address !== edit.address),
            { address: String(edit.address), source: String(edit.text) },
          ]),
      }}
    />
  );
}

function Steps() {
  const [count, setCount] = useState(0);
  return (
    <>
      <Show component="button" properties={{ text: `Count: ${count}` }} on={{ click: async () => setCount(count + 1) }} />
      <Show component="undo" properties={{ value: count }} on={{ restore: async (back = {}) => setCount(Number(back.value)) }} />
      <Show component="text-input" properties={{ label: 'Typed text has its own undo' }} />
    </>
  );
}

function Clock() {
  const [elapsed, setElapsed] = useState(0);
  return (
    <>
      <Show
        component="ticker"
        properties={{ interval: 100, limit: 2000 }}
        onOutput={(name, value) => name === 'elapsed' && setElapsed(Number(value))}
        listen={['finished']}
      />
      <Show component="progress" properties={{ label: 'Elapsed', value: elapsed, maximum: 2000 }} />
    </>
  );
}

export const canvasStories: readonly Story[] = [
  { name: 'drawing-surface', Show: Circles },
  { name: 'cell-grid', Show: Sheet },
  { name: 'cell-grid/formulas', Show: Formulas },
  { name: 'undo', Show: Steps },
  { name: 'ticker', Show: Clock },
];
