import { afterEach, expect, test, vi } from 'vitest';
import { keptBreakpoints } from './kept-breakpoints.ts';

afterEach(() => vi.unstubAllGlobals());

test('breakpoints are kept by function, and whatever else lies there is passed over', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => kept.set(name, text),
    removeItem: (name: string) => kept.delete(name),
  });
  const total = keptBreakpoints('main shop total');
  expect(total.read()).toEqual([]);
  total.write([{ line: 3 }, { line: 5, condition: 'a > 1' }]);
  expect(keptBreakpoints('main shop total').read()).toEqual([{ line: 3 }, { line: 5, condition: 'a > 1' }]);
  expect(keptBreakpoints('main shop other').read()).toEqual([]);
  const [name = ''] = kept.keys();
  for (const odd of ['{', '{}', '[1, null, {"line":"3"}, {"line":0}]']) {
    kept.set(name, odd);
    expect(total.read()).toEqual([]);
  }
  total.write([]);
  expect(kept.size).toBe(0);
  vi.stubGlobal('localStorage', undefined);
  total.write([{ line: 1 }]);
  expect(total.read()).toEqual([]);
});
