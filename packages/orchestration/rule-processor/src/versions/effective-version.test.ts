import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validityFindings, versionOn } from './effective-version.ts';

const versions = [
  { name: '1', from: null, until: '2025-01-01' },
  { name: '2', from: '2025-01-01', until: '2026-01-01' },
  { name: '3', from: '2025-07-01', until: null },
];

describe('V1: the version that counts on a day', () => {
  test.each([
    ['1999-05-05', '1'],
    ['2024-12-31', '1'],
    ['2025-01-01', '2'],
    ['2025-06-30', '2'],
    ['2025-07-01', '3'],
    ['2030-01-01', '3'],
  ])('%s: %s', (day, name) => expect(versionOn(versions, day)?.name).toBe(name));

  test('none, and the later of two that begin on one day', () => {
    expect(versionOn(versions.slice(1), '2024-12-31')).toBeNull();
    const twice = [...versions, { name: '3 again', from: '2025-07-01', until: null }];
    expect(versionOn(twice, '2026-01-01')?.name).toBe('3 again');
  });

  test.each(['', '2025-02-30', 'yesterday', '2025-01-01T00:00:00'])('%j is no day', (day) => {
    expect(() => versionOn(versions, day)).toThrow('is no date');
    expect(() => versionOn([{ from: day, until: null }], '2025-01-01')).toThrow('is no date');
  });
});

describe('V2: days with no version, or several', () => {
  test('are told with their first day and the day after', () => {
    expect(validityFindings(versions)).toEqual({
      gaps: [],
      overlaps: [{ from: '2025-07-01', until: '2026-01-01', versions: versions.slice(1) }],
    });
    expect(
      validityFindings([versions[0] ?? versions[1], { from: '2025-03-01', until: '2025-04-01' }].filter((each) => each !== undefined)).gaps,
    ).toEqual([{ from: '2025-01-01', until: '2025-03-01' }]);
  });

  test('by trying each day', () => {
    const day = (index: number) => `2025-01-${String(index).padStart(2, '0')}`;
    const bound = fc.option(fc.integer({ min: 2, max: 28 }).map(day));
    fc.assert(
      fc.property(fc.array(fc.record({ from: bound, until: bound }), { maxLength: 5 }), (all) => {
        const { gaps, overlaps } = validityFindings(all);
        const within = ({ from, until }: { from: string | null; until: string | null }, at: string) =>
          (from === null || from <= at) && (until === null || at < until);
        const bounds = all
          .flatMap(({ from, until }) => [from, until])
          .filter((each) => each !== null)
          .sort();
        for (let index = 1; index <= 29; index++) {
          const at = day(index);
          const counting = all.filter((version) => within(version, at)).length;
          const isInside = bounds.length > 0 && at >= (bounds[0] ?? '') && at < (bounds.at(-1) ?? '');
          expect(gaps.some((gap) => within(gap, at))).toBe(isInside && counting === 0);
          expect(overlaps.some((overlap) => within(overlap, at))).toBe(counting > 1);
          expect(versionOn(all, at) === null).toBe(counting === 0);
        }
      }),
      { numRuns: 500, seed: 20_261_129 },
    );
  });
});
