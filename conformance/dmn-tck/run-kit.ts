import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { isContext, toJson } from '@plinth/expression';
import { type CompiledModel, compileModel, type DecisionModel, readDmn } from '@plinth/rule-processor';
import { isExpected } from './compare.ts';
import { readTestCases, type TestCase } from './test-cases.ts';

/** What became of one case of the kit. */
export interface CaseResult {
  /** Folder of the case below the kit's. */
  readonly path: string;
  readonly file: string;
  readonly id: string;
  /** What is wrong; null where the case passes. */
  readonly failure: string | null;
}

/** Runs every case below a folder of the DMN conformance kit (dmn-tck/tck), its models as `read` has them; one that cannot be run has failed. */
export function runKit(folder: string, read = readDmn): CaseResult[] {
  return testFiles(folder).flatMap((file) => runFile(folder, file, read));
}

function testFiles(root: string): string[] {
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /-test-\d+[^/]*\.xml$/.test(file));
  return found.sort().map((file) => join(root, file));
}

function runFile(folder: string, file: string, read: typeof readDmn): CaseResult[] {
  const path = relative(folder, dirname(file)).replaceAll('\\', '/');
  const name = basename(file, '.xml');
  const { modelName, cases } = readTestCases(readFileSync(file, 'utf8'));
  const models = new Map<string, CompiledModel>();
  const load = (): CompiledModel => {
    const known = models.get(modelName);
    if (known !== undefined) return known;
    const made = compileModel(read(readFileSync(join(dirname(file), modelName), 'utf8')), neighbours(dirname(file), modelName, read));
    models.set(modelName, made);
    return made;
  };
  return cases.map((testCase) => ({ path, file: name, id: testCase.id, failure: runCase(load, testCase) }));
}

/** The other models of the folder, which a model may import. */
function neighbours(directory: string, except: string, read: typeof readDmn): DecisionModel[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.dmn') && file !== except)
    .map((file) => read(readFileSync(join(directory, file), 'utf8')));
}

/** Null where the case passes, else what is wrong. */
function runCase(load: () => CompiledModel, testCase: TestCase): string | null {
  try {
    const model = load();
    for (const { name, isError, value: expected } of testCase.results) {
      const invoked = testCase.type === 'decision' ? name : (testCase.invocable ?? name);
      const { value: result, reasons } = model.evaluate(invoked, { values: testCase.inputs, byNamespace: testCase.byNamespace });
      // A service with several results answers with a context of them.
      const value =
        testCase.type === 'decisionService' && testCase.results.length > 1 && isContext(result) ? (result[name] ?? null) : result;
      const shown = JSON.stringify(toJson(value));
      if (isError) {
        if (value !== null) return `${name}: an error is expected, not ${shown}`;
        if (!reasons.some(({ severity }) => severity === 'error')) return `${name}: null, but no error says why`;
      } else if (!isExpected(value, expected)) {
        const why = reasons.map(({ message, place }) => `${place} ${message}`.trim()).join('; ');
        return `${name}: ${JSON.stringify(expected)} is expected, not ${shown}${why === '' ? '' : ` (${why})`}`;
      }
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
