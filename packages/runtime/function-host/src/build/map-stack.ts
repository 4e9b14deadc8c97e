import { LRUCache } from 'lru-cache';
import type { CompiledFunction } from './compile-function.ts';
import { SourcePlaces } from './source-places.ts';

/** Reading a map takes a while; whoever fails again and again must not have it read each time. */
const read = new LRUCache<string, SourcePlaces>({ maxSize: 64 * 1024 * 1024 });

type Mapped = Pick<CompiledFunction, 'id' | 'map' | 'name'>;

function placesOf({ id, map }: Mapped): SourcePlaces {
  const known = read.get(id);
  if (known !== undefined) return known;
  const places = new SourcePlaces(map);
  read.set(id, places, { size: places.bytes + 1 });
  return places;
}

const frame = /plinth:[^\s():]*:(\d+):(\d+)/;
const mostFrames = 20;

/** The lines of a stack that are in the function's own source, with their places there: `at check (loan.ts:12:5)`. */
export function mapStack(compiled: Mapped, stack: string): readonly string[] {
  const lines = stack.split('\n').filter((line) => frame.test(line));
  return lines
    .slice(0, mostFrames)
    .map((line) => line.trim().replace(frame, (whole, row: string, column: string) => placeInSource(compiled, row, column) ?? whole));
}

/** `LINE:COLUMN` of the compiled code in the function's own source: `loan.ts:12:5`; null where it is not of it. */
export function mapPlace(compiled: Mapped, place: string): string | null {
  const [row, column] = place.split(':');
  return row === undefined || column === undefined ? null : placeInSource(compiled, row, column);
}

function placeInSource(compiled: Mapped, row: string, column: string): string | null {
  const place = placesOf(compiled).find(Number(row) - 1, Number(column) - 1);
  return place === null ? null : `${fileOf(compiled.name, place.source)}:${place.line + 1}:${place.column + 1}`;
}

/** The function's own file, or that of a package by its name. */
function fileOf(name: string, source: string): string {
  const [, inPackage] = /^.*node_modules\/(.+)$/.exec(source) ?? [];
  return inPackage ?? `${name}.ts`;
}
