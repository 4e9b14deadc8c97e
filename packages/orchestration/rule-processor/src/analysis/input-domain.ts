import { FeelRange, type FeelType, type FeelValue, printValue } from '@plinth/expression';
import type { CellShape } from '../table/cell-shape.ts';
import { Regions, type Runs } from '../table/regions.ts';
import { classOf, kindOfClass, type ValueClass } from '../table/value-class.ts';
import { add, type BitSet, bitSetOf, firstOf, has, intersection } from './bit-set.ts';
import { printRuns } from './print-tests.ts';
import { valueBetween } from './value-between.ts';

/** Values that fare alike in every cell, with one of them. */
interface DomainPart {
  readonly regions: Regions;
  readonly region: number;
  readonly sample: FeelValue;
}

const truthValues: CellShape = {
  kind: 'constant',
  not: false,
  tests: [
    { kind: 'value', value: false },
    { kind: 'value', value: true },
  ],
};

/** The values that an input may have, divided by what its cells compare with. */
export class InputDomain {
  readonly parts: readonly DomainPart[];
  readonly all: BitSet;
  readonly #classes: readonly Regions[];
  /** Which part a region is, by region; -1 where no value is in it. */
  readonly #places: ReadonlyMap<Regions, readonly number[]>;

  /** `cells` are those of all columns of the input; every value passes each of `allowed`. */
  constructor(type: FeelType, cells: readonly CellShape[], allowed: readonly CellShape[]) {
    const shapes = [...cells, ...allowed];
    this.#classes = classesOf(type, cells).map((of) => new Regions(of, of === 'boolean' ? [...shapes, truthValues] : shapes));
    this.parts = this.#classes.flatMap((regions) => partsOf(regions));
    const places = new Map(this.#classes.map((regions) => [regions, new Array<number>(regions.count).fill(-1)]));
    for (const [index, { regions, region }] of this.parts.entries()) places.get(regions)?.splice(region, 1, index);
    this.#places = places;
    const passing = allowed.filter(({ kind }) => kind === 'constant').map((shape) => this.passing(shape));
    this.all = passing.reduce(
      intersection,
      bitSetOf(
        this.parts.length,
        this.parts.map((_, index) => index),
      ),
    );
  }

  /** The parts that a cell passes. */
  passing(shape: CellShape): BitSet {
    const set = bitSetOf(this.parts.length);
    for (const regions of this.#classes) {
      const places = this.#places.get(regions) ?? [];
      for (const [from, to] of regions.outcomeOf(shape).passing)
        for (let region = from; region <= to; region++) {
          const part = places[region] ?? -1;
          if (part >= 0) add(set, part);
        }
    }
    return set;
  }

  /** A value of one of the parts. */
  sampleOf(parts: BitSet): FeelValue {
    return this.parts[firstOf(parts) ?? 0]?.sample ?? null;
  }

  /** Unary tests that pass just the values of the parts. */
  testsOf(parts: BitSet): string {
    const isWhole = this.parts.every((_, index) => has(parts, index) || !has(this.all, index));
    if (isWhole) return '-';
    const found = this.#classes.flatMap((regions) => {
      const own = this.parts.flatMap((part, index) => (part.regions === regions && has(parts, index) ? [part] : []));
      return own.length === 0 ? [] : [{ regions, own, whole: own.length === this.parts.filter((part) => part.regions === regions).length }];
    });
    const [only] = found;
    if (only !== undefined && found.length === 1 && !only.whole) return printParts(only.regions, only.own);
    // Values of several kinds: each kind is named.
    return found
      .map(({ regions, own, whole }) => {
        if (regions.of === 'null') return '? = null';
        const kind = `? instance of ${kindOfClass(regions.of)}`;
        if (whole) return kind;
        const tests = printParts(regions, own);
        return `(${kind} and ${tests.startsWith('not(') ? `not(? in (${tests.slice(4)})` : `? in (${tests})`})`;
      })
      .join(' or ');
  }
}

function printParts(regions: Regions, parts: readonly DomainPart[]): string {
  if (regions.of === 'null') return 'null';
  if (regions.of === 'boolean') return parts.map(({ sample }) => printValue(sample)).join(', ');
  return printRuns(regions, runsOf(parts, regions));
}

/** Neighbouring regions as runs; empty regions between them do not part them. */
function runsOf(parts: readonly DomainPart[], regions: Regions): Runs {
  const runs: [number, number][] = [];
  for (const { region } of parts) {
    const last = runs.at(-1);
    if (last !== undefined && region === last[1] + 1) last[1] = region;
    else if (last !== undefined && region === last[1] + 2 && region % 2 === 1 && isEmptyRegion(regions, region - 1)) last[1] = region;
    else runs.push([region, region]);
  }
  return runs;
}

function boundsOf({ constants }: Regions, region: number): readonly [FeelValue, FeelValue] {
  return [constants[region / 2 - 1] ?? null, constants[region / 2] ?? null];
}

function isEmptyRegion(regions: Regions, region: number): boolean {
  return regions.ordered && valueBetween(regions.of, ...boundsOf(regions, region)) === undefined;
}

function partsOf(regions: Regions): DomainPart[] {
  const { of, constants, ordered } = regions;
  if (of === 'null') return [{ regions, region: 0, sample: null }];
  const parts: DomainPart[] = [];
  for (let region = 0; region < regions.count; region++) {
    const isPoint = region % 2 === 1;
    if (of === 'boolean' && !isPoint) continue;
    // Where nothing asks for an order, whatever is no constant is alike, and stands in region 0.
    if (!isPoint && !ordered && region > 0) continue;
    const sample = isPoint
      ? constants[(region - 1) / 2]
      : ordered
        ? valueBetween(of, ...boundsOf(regions, region))
        : (valueBetween(of, constants.at(-1) ?? null, null) ?? valueBetween(of, null, constants[0] ?? null));
    if (sample !== undefined) parts.push({ regions, region, sample });
  }
  return parts;
}

/** The classes that values of a type have; where the type says nothing, those of the constants. Null is a value only where a cell speaks of it. */
function classesOf(type: FeelType, cells: readonly CellShape[]): ValueClass[] {
  const found = new Set<ValueClass>();
  const look = (value: FeelValue) => {
    if (value instanceof FeelRange) for (const end of [value.low, value.high]) if (end !== null) look(end);
    if (Array.isArray(value)) for (const item of value as readonly FeelValue[]) look(item);
    const of = classOf(value);
    if (of !== null) found.add(of);
  };
  for (const shape of cells) if (shape.kind === 'constant') for (const { value } of shape.tests) look(value);
  const hasNull = found.delete('null');
  const own = [...found].filter((of) => type.kind === 'any' || type.kind === 'null' || kindOfClass(of) === type.kind);
  if (own.length === 0) own.push(...defaultClass(type));
  return hasNull ? [...own, 'null'] : own;
}

function defaultClass(type: FeelType): ValueClass[] {
  switch (type.kind) {
    case 'boolean':
    case 'number':
    case 'string':
    case 'date':
    case 'days and time duration':
    case 'years and months duration':
      return [type.kind];
    case 'date and time':
    case 'time':
      return [`local ${type.kind}`];
    case 'any':
      return ['string'];
    default:
      return ['null'];
  }
}
