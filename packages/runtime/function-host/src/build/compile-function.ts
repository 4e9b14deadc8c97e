import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { functionErrors } from '../errors.ts';
import { killTree, memoryOf } from '../pool/process-tree.ts';
import type { Walls } from '../walls/walls.ts';

/** A function as a runner takes it. */
export interface CompiledFunction {
  /** The same for the same code. */
  readonly id: string;
  readonly name: string;
  readonly code: string;
  /** JSON of its source map. */
  readonly map: string;
}

/** Characters of a function's source. */
const sourceCharacters = 200_000;
const compileMilliseconds = 10_000;
/** Memory that a compilation may take, and how often that is looked at. */
const mostBytes = 768 * 1024 * 1024;
const watchMilliseconds = 50;
const mostOutput = 8 * 1024 * 1024;
const mapMark = '\n//# sourceMappingURL=data:application/json;base64,';

/** What packages ask for to know that they are not being developed. */
const whereItRuns = ['process', 'env', 'NODE_ENV'].join('.');
/** Neither Node nor a browser is there: what a package imports of either is not. */
const bundled = [
  ...['--bundle', '--platform=neutral', '--main-fields=module,main', '--conditions=import,module', '--sources-content=false'],
  `--define:${whereItRuns}="production"`,
];

/** Compiles TypeScript behind the walls: a compiler reads what strangers wrote, too. Throws `functions.invalid` with the place. `modules` is a folder with `node_modules`, of which what the source imports becomes part of the code. */
export async function compileFunction(walls: Walls, name: string, source: string, modules?: string): Promise<CompiledFunction> {
  if (source.length > sourceCharacters) throw invalid(name, `it has more than ${sourceCharacters} characters`);
  const file = `${name}.ts`;
  const args = ['--loader=ts', '--format=esm', '--target=es2024', '--charset=utf8', '--sourcemap=inline', '--color=false', '--log-limit=5'];
  const { output, errors } = await runCompiler(walls, name, [...args, `--sourcefile=${file}`, ...(modules === undefined ? [] : bundled)], {
    source,
    modules,
  });
  if (output === null) throw refusal(name, errors);
  const end = output.lastIndexOf(mapMark);
  const code = end < 0 ? output : output.slice(0, end + 1);
  const map = end < 0 ? '{}' : Buffer.from(output.slice(end + mapMark.length), 'base64').toString('utf8');
  const id = createHash('sha256').update(`${name}\n${code}`).digest('base64url').slice(0, 22);
  return { id, name, code, map };
}

async function runCompiler(
  walls: Walls,
  name: string,
  args: readonly string[],
  { source, modules }: { readonly source: string; readonly modules: string | undefined },
) {
  const program = { program: 'compile', args, ...(modules === undefined ? {} : { modules }) } as const;
  const { file, args: all, cwd } = walls.enclosure.command(walls.files, program, walls.nextUser());
  const child = spawn(file, all, { cwd, env: {}, stdio: ['pipe', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  let size = 0;
  const gather = (parts: Buffer[]) => (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostOutput) killTree(child);
    else parts.push(chunk);
  };
  child.stdout.on('data', gather(output));
  child.stderr.on('data', gather(errors));
  child.stdin.on('error', () => undefined);
  const late = setTimeout(() => killTree(child), compileMilliseconds);
  const watch = setInterval(() => {
    if (memoryOf(child) > mostBytes) killTree(child);
  }, watchMilliseconds);
  child.stdin.end(source);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  })
    .catch((error: unknown) => {
      throw functionErrors.unavailable({ reason: 'the compiler could not be started' }, { cause: error });
    })
    .finally(() => {
      clearTimeout(late);
      clearInterval(watch);
    });
  if (code === null) throw invalid(name, 'compiling it takes too much');
  return {
    output: code === 0 ? Buffer.concat(output).toString('utf8') : null,
    errors: Buffer.concat(errors).toString('utf8').slice(0, 10_000),
  };
}

/** The first of what the compiler says, with its place: `✘ [ERROR] Expected ";" but found "x"`, then `    name.ts:3:5:`. */
function refusal(name: string, said: string) {
  const [, reason = 'it is no TypeScript'] = /\[ERROR\] (.*)/.exec(said) ?? [];
  const [, line, column] = /^ *\S+\.ts:(\d+):(\d+):/m.exec(said) ?? [];
  if (line === undefined || column === undefined) return invalid(name, reason);
  return functionErrors.invalid(
    { function: name, reason: `${reason} (line ${line}, column ${Number(column) + 1})` },
    { details: { line: Number(line), column: Number(column) + 1 } },
  );
}

function invalid(name: string, reason: string) {
  return functionErrors.invalid({ function: name, reason });
}
