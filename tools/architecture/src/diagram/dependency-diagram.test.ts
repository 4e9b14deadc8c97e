import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTree } from '../read-tree.ts';
import { dependencyDiagram } from './dependency-diagram.ts';
import { boxHeight, layOut } from './layout.ts';

const tree = readTree(join(import.meta.dirname, '..', '..', '..', '..'));

test('every line points down, no two boxes overlap, and each stands in its band', () => {
  const { boxes, edges, bands, width } = layOut(tree);
  expect(boxes.length).toBeGreaterThan(10);
  for (const { from, to } of edges) expect(from.y + boxHeight, `${from.package.name} → ${to.package.name}`).toBeLessThan(to.y);
  for (const [index, one] of boxes.entries()) {
    const band = bands.find(({ name }) => name === one.package.layer);
    expect(one.y).toBeGreaterThan(band?.y ?? Number.POSITIVE_INFINITY);
    expect(one.x + one.width).toBeLessThan(width);
    for (const other of boxes.slice(index + 1)) {
      expect(
        one.y === other.y && one.x < other.x + other.width && other.x < one.x + one.width,
        `${one.package.name}, ${other.package.name}`,
      ).toBe(false);
    }
  }
});

test('a dependency that follows from another is left out', () => {
  const { edges } = layOut(tree);
  const has = (from: string, to: string) => edges.some((edge) => edge.from.package.name === from && edge.to.package.name === to);
  expect(has('@plinth/api-contract', '@plinth/foundation')).toBe(true);
  expect(has('@plinth/server', '@plinth/foundation')).toBe(false);
});

test('the picture is the same for the same manifests', () => {
  expect(dependencyDiagram(tree)).toBe(dependencyDiagram(tree));
});
