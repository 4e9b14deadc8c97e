import type { Readable, Writable } from 'node:stream';
import { cliErrors } from '../errors.ts';
import type { LinesOptions } from './answer-line.ts';
import { LineEvaluator } from './line-evaluator.ts';
import { LineSplitter } from './line-splitter.ts';

/** The most bytes of a line. */
const longestLine = 10_000_000;

export interface LinesEnds {
  readonly input: Readable;
  readonly output: Writable;
  /** Seconds that one line may take. */
  readonly timeLimit: number;
  /** Ends everything where it is aborted. */
  readonly signal: AbortSignal;
}

/**
 * Answers each line of the input with one of the output, in their order, until the input ends. Reads no faster than answers are
 * taken. A line that takes too long or too much memory is answered with an error like any other.
 */
export async function evaluateLines(options: LinesOptions, { input, output, timeLimit, signal }: LinesEnds): Promise<void> {
  const evaluator = new LineEvaluator(options, { output, timeLimit });
  const stop = () => {
    evaluator.stop();
    input.destroy();
  };
  signal.addEventListener('abort', stop);
  // Whoever reads the answers has had enough of them: an end like any other.
  output.once('error', stop);
  const splitter = new LineSplitter(longestLine);
  const add = async (line: Buffer | null) => {
    if (!evaluator.hasRoom) await evaluator.room();
    if (line === null) evaluator.refuse(cliErrors.lineTooLong({ limit: longestLine }));
    else evaluator.add(line);
  };
  try {
    for await (const chunk of input) {
      for (const line of splitter.push(chunk as Buffer)) await add(line);
      evaluator.flush();
    }
    const last = splitter.end();
    if (last !== undefined) await add(last);
    await evaluator.finish();
  } catch (error) {
    if (!evaluator.stopped) throw error;
  } finally {
    evaluator.stop();
    signal.removeEventListener('abort', stop);
    output.removeListener('error', stop);
  }
  signal.throwIfAborted();
}
