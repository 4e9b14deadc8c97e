import module from 'node:module';
import type { LinesOptions } from './answer-line.ts';

/**
 * The process that evaluates lines for another, which ends it when one line takes too long or too much memory: a line on the
 * standard input, its answer on the standard output. Parameters: the options as JSON, and where compiled code is kept.
 */
const [options = '', compileCache] = process.argv.slice(2);
if (compileCache !== undefined) module.enableCompileCache(compileCache);
const { LineSplitter } = await import('./line-splitter.ts');
const { lineAnswerer } = await import('./answer-line.ts');
const answer = await lineAnswerer(JSON.parse(options) as LinesOptions);

/** Answers are passed on after so many milliseconds, so that what is done does not wait for what takes long. */
const longestHeld = 20;

const splitter = new LineSplitter();
let answers: string[] = [];
let passedOn = performance.now();

function passOn(): void {
  if (answers.length > 0) process.stdout.write(answers.join(''));
  answers = [];
  passedOn = performance.now();
}

// Tells that lines are answered from now on.
process.stdout.write('\n');
process.stdin.on('data', (chunk: Buffer) => {
  for (const line of splitter.push(chunk)) {
    if (line !== null) answers.push(`${answer(line)}\n`);
    if (performance.now() - passedOn > longestHeld) passOn();
  }
  passOn();
});
