import { layers } from '../layers.ts';
import type { Package, Tree } from '../tree.ts';

export interface Box {
  readonly package: Package;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Band {
  readonly name: string;
  readonly about: string;
  readonly y: number;
  readonly height: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly Band[];
  readonly boxes: readonly Box[];
  /** Dependencies that do not follow from others; all point down. */
  readonly edges: readonly { readonly from: Box; readonly to: Box }[];
}

export const boxHeight = 34;
const width = 1_120;
const labelWidth = 230;
const bandGap = 14;
const bandPadding = 16;
const rowGap = 30;
const boxGap = 22;
const widthOfCharacter = 7.6;
const boxPadding = 14;

const above = [
  { name: 'apps', about: 'what starts' },
  { name: 'components', about: 'what apps are assembled from' },
];

/** Places packages in the bands of their layers, from apps at the top to foundation at the bottom. */
export function layOut(tree: Tree): Layout {
  const shown = [...above, ...[...layers].reverse()];
  const bands: Band[] = [];
  const boxes = new Map<string, Box>();
  const edgesFrom = essentialDependencies(tree);
  let y = bandGap;
  for (const { name, about } of shown) {
    const rows = rowsOf(
      [...tree.packages.values()].filter(({ layer }) => layer === name),
      edgesFrom,
    );
    const height = 2 * bandPadding + Math.max(1, rows.length) * boxHeight + Math.max(0, rows.length - 1) * rowGap;
    for (const [index, row] of rows.entries()) placeRow(row, y + bandPadding + index * (boxHeight + rowGap), boxes, edgesFrom);
    bands.push({ name, about, y, height });
    y += height + bandGap;
  }
  const edges = [...boxes.values()].flatMap((from) =>
    (edgesFrom.get(from.package.name) ?? []).flatMap((name) => {
      const to = boxes.get(name);
      return to === undefined ? [] : [{ from, to }];
    }),
  );
  return { width, height: y, bands, boxes: [...boxes.values()], edges };
}

/** Rows of one layer: who depends on a neighbour stands above it. */
function rowsOf(packages: readonly Package[], edgesFrom: ReadonlyMap<string, readonly string[]>): Package[][] {
  const inLayer = new Map(packages.map((each) => [each.name, each]));
  const depth = (name: string): number =>
    Math.max(0, ...(edgesFrom.get(name) ?? []).filter((target) => inLayer.has(target)).map((target) => depth(target) + 1));
  const rows: Package[][] = [];
  for (const each of packages) {
    const level = depth(each.name);
    while (rows.length <= level) rows.push([]);
    rows[level]?.push(each);
  }
  return rows.reverse().flatMap(withinWidth);
}

/** As many rows as it takes for the boxes to stand beside each other, each about as long as the next. */
function withinWidth(row: readonly Package[]): Package[][] {
  const most = width - labelWidth - boxGap;
  const count = Math.ceil(row.reduce((sum, { name }) => sum + widthOf(name) + boxGap, 0) / most);
  const length = Math.ceil(row.length / Math.max(1, count));
  return Array.from({ length: count }, (_, index) => row.slice(index * length, (index + 1) * length));
}

function widthOf(name: string): number {
  return shortName(name).length * widthOfCharacter + 2 * boxPadding;
}

/** Puts a row's boxes side by side over the whole width, each near those that depend on it, so that few lines cross. */
function placeRow(row: readonly Package[], y: number, boxes: Map<string, Box>, edgesFrom: ReadonlyMap<string, readonly string[]>): void {
  const middleOfUsers = (name: string): number => {
    const users = [...boxes.values()].filter((box) => edgesFrom.get(box.package.name)?.includes(name));
    const middles = users.map((box) => box.x + box.width / 2);
    return middles.length === 0 ? width / 2 : middles.reduce((sum, middle) => sum + middle, 0) / middles.length;
  };
  const sorted = [...row].sort((a, b) => middleOfUsers(a.name) - middleOfUsers(b.name) || (a.name < b.name ? -1 : 1));
  const widths = sorted.map(({ name }) => widthOf(name));
  const used = widths.reduce((sum, each) => sum + each, 0);
  const free = width - labelWidth - used;
  const space = Math.max(boxGap, free / (row.length + 1));
  let x = labelWidth + (row.length === 1 ? free * aloneAt(row[0]?.runs ?? null, boxes.size) : space);
  for (const [index, each] of sorted.entries()) {
    const boxWidth = widths[index] ?? 0;
    boxes.set(each.name, { package: each, x: Math.round(x), y, width: Math.round(boxWidth) });
    x += boxWidth + space;
  }
}

/** Where in a row a single box stands, as a share of the row: browsers' left of the middle and Node's right, none below the last one. */
function aloneAt(runs: Package['runs'], placed: number): number {
  const side = placed % 2 === 0 ? -0.09 : 0.09;
  if (runs === 'anywhere') return 0.5;
  return (runs === 'browser' ? 0.22 : 0.7) + side;
}

export function shortName(name: string): string {
  return name.replace('@plinth/', '');
}

/** The workspaces each package depends on, without those that it reaches through another one anyway. */
function essentialDependencies(tree: Tree): Map<string, readonly string[]> {
  const direct = (name: string) => [...(tree.packages.get(name)?.dependencies ?? [])].filter((each) => tree.packages.has(each)).sort();
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    direct(from).some((each) => each === to || (!seen.has(each) && reaches(each, to, seen.add(each))));
  return new Map(
    [...tree.packages.keys()].map((name) => {
      const all = direct(name);
      return [name, all.filter((target) => !all.some((other) => other !== target && reaches(other, target)))];
    }),
  );
}
