/** An element of the graph, and the names of what it uses. */
export interface GraphElement {
  readonly name: string;
  readonly requires: readonly string[];
}

export interface GraphPlace {
  readonly x: number;
  readonly y: number;
}

export const nodeSize = { width: 180, height: 56 } as const;
const gap = { x: 40, y: 72 } as const;

/** Places of the elements: what is used stands below what uses it, neighbours near each other. */
export function layoutOf(elements: readonly GraphElement[]): ReadonlyMap<string, GraphPlace> {
  const byName = new Map(elements.map((element) => [element.name, element]));
  const depths = new Map<string, number>();
  const depthOf = (name: string, open: ReadonlySet<string>): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    // A circle is told elsewhere; here it only must end.
    const inner = (byName.get(name)?.requires ?? []).filter((each) => byName.has(each) && !open.has(each));
    const depth = inner.length === 0 ? 0 : 1 + Math.max(...inner.map((each) => depthOf(each, new Set([...open, name]))));
    depths.set(name, depth);
    return depth;
  };
  for (const { name } of elements) depthOf(name, new Set([name]));
  const deepest = Math.max(0, ...depths.values());
  const rows = Array.from({ length: deepest + 1 }, (_, row) =>
    elements.filter(({ name }) => depths.get(name) === deepest - row).map(({ name }) => name),
  );
  const users = new Map<string, string[]>();
  for (const { name, requires } of elements) for (const each of requires) users.set(each, [...(users.get(each) ?? []), name]);
  const position = new Map<string, number>();
  const settle = (row: string[], neighbours: (name: string) => readonly string[]) => {
    const middle = (name: string) => {
      const found = neighbours(name).flatMap((each) => position.get(each) ?? []);
      return found.length === 0 ? (position.get(name) ?? 0) : found.reduce((sum, each) => sum + each, 0) / found.length;
    };
    row.sort((a, b) => middle(a) - middle(b));
    for (const [at, name] of row.entries()) position.set(name, at - (row.length - 1) / 2);
  };
  for (const row of rows) for (const [at, name] of row.entries()) position.set(name, at - (row.length - 1) / 2);
  for (let sweep = 0; sweep < 4; sweep++) {
    for (const row of rows) settle(row, (name) => users.get(name) ?? []);
    for (const row of rows.toReversed()) settle(row, (name) => byName.get(name)?.requires ?? []);
  }
  return new Map(
    rows.flatMap((row, at) =>
      row.map((name) => [name, { x: (position.get(name) ?? 0) * (nodeSize.width + gap.x), y: at * (nodeSize.height + gap.y) }] as const),
    ),
  );
}
