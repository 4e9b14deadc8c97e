import { commands } from './commands/index.ts';
import { runProgram } from './program.ts';

const cancelled = new AbortController();
const cancel = () => cancelled.abort();

process.exitCode = await runProgram(process.argv.slice(2), {
  commands,
  environment: process.env,
  workingFolder: process.cwd(),
  get input() {
    return process.stdin;
  },
  out: process.stdout,
  notes: process.stderr,
  fetch,
  /** Ctrl-C ends what does not ask for the signal: a computation would never come to hear of it. */
  get signal() {
    if (process.listenerCount('SIGINT') === 0) process.once('SIGINT', cancel);
    return cancelled.signal;
  },
});
