import { expect, test } from 'vitest';
import type { EntityGraph } from '../definition/entity-graph.ts';
import { layoutOf } from './layout.ts';

const size = { width: 220, height: 120 };

function graph(ids: string, ...edges: readonly string[]): EntityGraph {
  return {
    nodes: [...ids].map((id) => ({ id, key: id, label: id, icon: 'table', origin: 'own', fields: [] })),
    edges: edges.map((edge) => ({ id: edge, kind: 'reference', label: edge, from: edge.charAt(0), to: edge.charAt(1) })),
  };
}

function place(drawn: EntityGraph) {
  const places = layoutOf(drawn, () => size);
  return (id: string) => places.get(id) ?? { x: Number.NaN, y: Number.NaN };
}

test('references lead to the right', () => {
  const at = place(graph('abc', 'ab', 'bc', 'ac'));
  expect(at('a').x).toBeLessThan(at('b').x);
  expect(at('b').x).toBeLessThan(at('c').x);
});

test('a circle and a reference to itself are drawn too, and what nothing leads to stands below', () => {
  const at = place(graph('abcd', 'ab', 'ba', 'cc'));
  expect(new Set([at('a').x, at('b').x]).size).toBe(2);
  expect(at('c').y).toBeGreaterThan(at('a').y);
  expect(at('d').y).toBe(at('c').y);
});

test('no two cards touch, whatever leads where', () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  for (let round = 0; round < 50; round++) {
    const pick = () => letters.charAt(random(26));
    const edges = Array.from({ length: random(60) }, () => pick() + pick());
    const places = [...layoutOf(graph(letters, ...edges), () => size).values()];
    expect(places).toHaveLength(26);
    for (const [at, a] of places.entries()) {
      for (const b of places.slice(at + 1)) {
        expect(Math.abs(a.x - b.x) >= size.width || Math.abs(a.y - b.y) >= size.height).toBe(true);
      }
    }
  }
});
