import type { EntityGraph } from '../definition/entity-graph.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface CardSize {
  readonly width: number;
  readonly height: number;
}

const gap = { across: 110, down: 28 } as const;

/**
 * Where cards stand so that references mostly lead to the right: by how many references lead onward from each (circles are
 * cut where they close), each column in the order of what its cards lead to. Cards that nothing leads to or from stand below.
 */
export function layoutOf({ nodes, edges }: EntityGraph, sizeOf: (id: string) => CardSize): ReadonlyMap<string, Point> {
  const ids = nodes.map(({ id }) => id);
  const onward = new Map(ids.map((id) => [id, new Set<string>()] as const));
  for (const { from, to } of edges) if (from !== to) onward.get(from)?.add(to);
  const joined = new Set(edges.flatMap(({ from, to }) => (from === to ? [] : [from, to])));
  const depths = depthsOf(
    ids.filter((id) => joined.has(id)),
    onward,
  );
  const deepest = Math.max(0, ...depths.values());
  const columns = Array.from({ length: joined.size === 0 ? 0 : deepest + 1 }, (_, at) =>
    ids.filter((id) => joined.has(id) && depths.get(id) === deepest - at),
  );
  const places = new Map<string, Point>();
  let x = 0;
  let bottom = 0;
  const lines = new Map<string, number>();
  // From the right, where references end, so that each column can be sorted by what it leads to.
  for (const column of columns.toReversed()) {
    const weight = (id: string) => middleOf([...(onward.get(id) ?? [])].flatMap((to) => lines.get(to) ?? []));
    column.sort((a, b) => weight(a) - weight(b));
    for (const [line, id] of column.entries()) lines.set(id, line);
  }
  for (const column of columns) {
    let y = 0;
    for (const id of column) {
      places.set(id, { x, y });
      y += sizeOf(id).height + gap.down;
    }
    bottom = Math.max(bottom, y);
    x += Math.max(...column.map((id) => sizeOf(id).width)) + gap.across;
  }
  inRows(
    ids.filter((id) => !joined.has(id)),
    bottom === 0 ? 0 : bottom + gap.down,
    Math.max(x, 1100),
    sizeOf,
    places,
  );
  return places;
}

/** How many references lead onward from each, at most. */
function depthsOf(ids: readonly string[], onward: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const open = new Set<string>();
  const visit = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    open.add(id);
    let depth = 0;
    for (const to of onward.get(id) ?? []) if (!open.has(to)) depth = Math.max(depth, visit(to) + 1);
    open.delete(id);
    depths.set(id, depth);
    return depth;
  };
  for (const id of ids) visit(id);
  return depths;
}

function middleOf(lines: readonly number[]): number {
  return lines.length === 0 ? Number.MAX_SAFE_INTEGER : lines.reduce((sum, line) => sum + line, 0) / lines.length;
}

function inRows(ids: readonly string[], top: number, width: number, sizeOf: (id: string) => CardSize, places: Map<string, Point>): void {
  let [x, y, tallest] = [0, top, 0];
  for (const id of ids) {
    const size = sizeOf(id);
    if (x > 0 && x + size.width > width) {
      x = 0;
      y += tallest + gap.down;
      tallest = 0;
    }
    places.set(id, { x, y });
    x += size.width + gap.down;
    tallest = Math.max(tallest, size.height);
  }
}
