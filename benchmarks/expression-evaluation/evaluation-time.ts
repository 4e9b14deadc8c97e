const warmUpMilliseconds = 300;
const measuredMilliseconds = 400;

/** What came of all rows, and nanoseconds of processor time for one evaluation, after warming up. Promises are waited for. */
export async function evaluationTime<Row>(
  rows: readonly Row[],
  evaluate: (row: Row) => unknown,
): Promise<{ readonly nanoseconds: number; readonly results: readonly unknown[] }> {
  const results: unknown[] = [];
  for (const row of rows) results.push(await evaluate(row));
  const [first] = rows;
  const waits = first !== undefined && evaluate(first) instanceof Promise;
  let kept = 0;
  const pass = () => {
    for (const row of rows) if (evaluate(row) === null) kept++;
  };
  const waitingPass = async () => {
    for (const row of rows) if ((await evaluate(row)) === null) kept++;
  };
  const passesFor = async (milliseconds: number) => {
    const started = performance.now();
    let passes = 0;
    for (; performance.now() - started < milliseconds; passes++) {
      if (waits) await waitingPass();
      else pass();
    }
    return passes;
  };
  await passesFor(warmUpMilliseconds);
  const nulls = kept;
  const before = process.cpuUsage();
  const passes = await passesFor(measuredMilliseconds);
  const { user, system } = process.cpuUsage(before);
  // What is counted is used, so that no engine leaves the evaluation out.
  if ((kept - nulls) % passes !== 0) throw new Error('An expression gives one thing at one time and another at another.');
  return { nanoseconds: ((user + system) * 1_000) / (passes * rows.length), results };
}
