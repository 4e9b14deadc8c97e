import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { compose } from './compose.ts';
import { readConfiguration } from './configuration.ts';
import { readyLine } from './ready-line.ts';

/** How long running requests may take to finish after a signal before the process ends all the same. */
const shutdownMilliseconds = 20_000;

try {
  const platform = await compose(readConfiguration(process.env));
  const [address] = await Promise.all([platform.listen(), platform.listenForMetrics()]).catch(async (error: unknown) => {
    await platform.close();
    throw error;
  });
  // Whoever reads that it is ready may end it at once.
  stopOnSignal(platform.close);
  void platform.reportWalls();
  console.log(readyLine({ address, setUpPath: platform.setUpPath, tenants: platform.tenants }));
} catch (thrown) {
  printStartError(asPlinthError(thrown));
  process.exit(1);
}

function stopOnSignal(close: () => Promise<void>): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    console.log(`\nStopping (${signal}) …`);
    setTimeout(() => process.exit(1), shutdownMilliseconds).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function printStartError(error: PlinthError): void {
  console.error(`Plinth cannot start: ${error.message}`);
  for (const { path, message, hint } of error.details.violations ?? []) {
    console.error(`  ${path.slice(1)} ${message}${hint === undefined ? '' : ` (${hint})`}`);
  }
  console.error(error.hint);
  // A defect or a failing neighbour needs its cause; a caller's mistake is said by its message.
  if (error.fault !== 'caller' && error.cause !== undefined) console.error(error.cause);
}
