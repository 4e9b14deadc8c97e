import { expect, test } from 'vitest';
import type { DatabaseContext } from './database.ts';
import { statement } from './statement.ts';
import { describeDatabases, testDatabase } from './testing.ts';

const context: DatabaseContext = {
  tenant: { id: '00000000-0000-7000-8000-00000000000a', key: 'a' },
  environment: null,
  signal: new AbortController().signal,
};

describeDatabases((server) => {
  test('a stream of many rows takes little memory', async () => {
    const own = await testDatabase({ migrations: [], server: server() });
    const wide = statement(`select repeat(i::text, 200) as text from generate_series(100000, 199999) i`);
    const base = process.memoryUsage().rss;
    let [bytes, peak] = [0, 0];
    for await (const rows of own.database.stream<{ text: string }>(context, wide)) {
      for (const { text } of rows) bytes += text.length;
      peak = Math.max(peak, process.memoryUsage().rss - base);
    }
    expect(bytes).toBe(120_000_000);
    expect(peak).toBeLessThan(bytes * 0.9);
    await own.close();
  });
});
