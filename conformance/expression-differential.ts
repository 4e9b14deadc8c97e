import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connectDatabase, startEmbeddedServer } from '@plinth/database';
import { type RequestContext, systemActor, traceId } from '@plinth/foundation';
import { recordStoreMigrations } from '@plinth/record-store';
import { runDifferential } from './differential/run-differential.ts';

/**
 * Random typed expressions over random rows, evaluated by closures, by the emitted TypeScript and by PostgreSQL. Parameters:
 * `--seed`, `--expressions`, `--rows` (of each expression). The result is kept in `differential/results.json`.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261129' },
    expressions: { type: 'string', default: '100000' },
    rows: { type: 'string', default: '12' },
  },
});
const seed = Number(values.seed);
const [expressions, rowsEach] = [Number(values.expressions), Number(values.rows)];
console.log(`seed ${seed}: ${expressions} expressions over ${rowsEach} rows each`);

const folder = mkdtempSync(join(tmpdir(), 'plinth-differential-'));
const server = await startEmbeddedServer(folder, { durable: false });
const database = await connectDatabase(server.superuser, { migrations: recordStoreMigrations, statementLimit: 10 });
const context: RequestContext = {
  tenant: { id: '00000000-0000-0000-0000-000000000000', key: 'conformance' },
  environment: null,
  actor: systemActor,
  trace: traceId(),
  locale: 'en',
  signal: new AbortController().signal,
};
const started = performance.now();
try {
  const onProgress = (done: number) => {
    if (done % 10_000 === 0) console.log(`${done} expressions, ${((performance.now() - started) / 1000).toFixed(0)} s`);
  };
  const result = await runDifferential(database, context, { seed, expressions, rowsEach, onProgress });
  const { features, sqlFeatures, disagreements, ...figures } = result;
  const shares = { all: features.shares(), inSql: sqlFeatures.shares() };
  const missing = features.missing();
  const seconds = Math.round((performance.now() - started) / 1000);
  const kept = { ...figures, seconds, disagreements: disagreements.length, missing, shares };
  for (const [name, share] of Object.entries(shares.all)) console.log(`${name}: ${share} %, of those in SQL ${shares.inSql[name]} %`);
  for (const disagreement of disagreements) console.log(JSON.stringify(disagreement));
  console.log(`${figures.expressions} expressions, ${figures.inSql} of them in SQL too; ${figures.notNull} % of the values are not null`);
  console.log(`${disagreements.length} disagreements; never generated: ${missing.join(', ') || 'nothing'}`);
  writeFileSync(join(import.meta.dirname, 'differential', 'results.json'), `${JSON.stringify(kept, null, 2)}\n`);
  process.exitCode = disagreements.length === 0 && missing.length === 0 ? 0 : 1;
} finally {
  await database.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
