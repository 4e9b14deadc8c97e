import type { Random } from '../differential/random.ts';
import { type RandomField, randomField } from './random-field.ts';

/** What is moved to a field: its COBOL name with the numbers of occurrences, and the value as COBOL and as we write it. */
export interface Move {
  readonly cobol: string;
  readonly literal: string;
}

export interface RandomCopybook {
  readonly name: string;
  readonly source: string;
  readonly moves: readonly Move[];
  /** The record with the same values. */
  readonly value: Readonly<Record<string, unknown>>;
}

type Shape = { readonly key: string; readonly times: number | null } & (
  | { readonly children: readonly Shape[] }
  | { readonly children: null; readonly field: RandomField }
);

const deepest = 4;

/** A record of fields of every kind, groups, tables and slack bytes; no unnamed items, to which nothing can be moved. */
export function randomCopybook(random: Random, name: string): RandomCopybook {
  let count = 0;
  const shapesAt = (depth: number, tables: number): Shape[] =>
    Array.from({ length: 1 + random.below(depth === 0 ? 9 : 4) }, () => {
      const key = `${name}-${++count}`;
      const times = tables < 3 && random.chance(0.2) ? 1 + random.below(4) : null;
      if (depth === deepest || random.chance(0.7))
        return { key, times, children: null, field: randomField(random, tables === 0 && times === null) };
      return { key, times, children: shapesAt(depth + 1, tables + (times === null ? 0 : 1)) };
    });
  const shapes = shapesAt(0, 0);
  const moves: Move[] = [];
  const value = valueOfAll(shapes, [], random, moves);
  return { name, source: `       01 ${name}.\n${shapes.map((shape) => sourceOf(shape, 5)).join('')}`, moves, value };
}

function sourceOf(shape: Shape, level: number): string {
  const clauses = shape.children === null ? shape.field.clauses : '';
  const occurs = shape.times === null ? '' : ` OCCURS ${shape.times} TIMES`;
  // Cards end at column 72, so each clause may begin a new one.
  const own = `${' '.repeat(7 + level / 5)}${String(level).padStart(2, '0')} ${shape.key}${occurs}\n               ${clauses}.\n`;
  return own + (shape.children ?? []).map((child) => sourceOf(child, level + 5)).join('');
}

function valueOfAll(shapes: readonly Shape[], indexes: readonly number[], random: Random, moves: Move[]): Record<string, unknown> {
  return Object.fromEntries(
    shapes.map((shape) => {
      if (shape.times === null) return [shape.key, valueOfOne(shape, indexes, random, moves)];
      return [shape.key, Array.from({ length: shape.times }, (_, index) => valueOfOne(shape, [...indexes, index + 1], random, moves))];
    }),
  );
}

function valueOfOne(shape: Shape, indexes: readonly number[], random: Random, moves: Move[]): unknown {
  if (shape.children !== null) return valueOfAll(shape.children, indexes, random, moves);
  const { literal, value } = shape.field.draw();
  moves.push({ cobol: indexes.length === 0 ? shape.key : `${shape.key} (${indexes.join(' ')})`, literal });
  return value;
}
