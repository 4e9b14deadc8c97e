import { commands } from './commands/index.ts';
import { runProgram } from './program.ts';

const cancelled = new AbortController();
process.once('SIGINT', () => cancelled.abort());

process.exitCode = await runProgram(process.argv.slice(2), {
  commands,
  environment: process.env,
  workingFolder: process.cwd(),
  out: process.stdout,
  notes: process.stderr,
  fetch,
  signal: cancelled.signal,
});
