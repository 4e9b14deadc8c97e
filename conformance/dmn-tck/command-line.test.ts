import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Decimal, type FeelContext, type FeelValue, isContext, printType, printValue, typeOfValue } from '@plinth/expression';
import { type CompiledModel, compileModel, type DecisionModel, type RequiredInput, readDmn } from '@plinth/rule-processor';
import { describe, expect, test } from 'vitest';
import { readTestCases, type TestCase } from './test-cases.ts';

const kit = fileURLToPath(new URL('../../../shared/conformance/dmn-tck', import.meta.url));
const plinth = fileURLToPath(new URL('../../apps/cli/bin/plinth', import.meta.url));

/** A value as the command line prints it. */
function printed(value: FeelValue): string {
  if (value instanceof Decimal) return value.toString();
  if (Array.isArray(value)) return `[${(value as readonly FeelValue[]).map(printed).join(',')}]`;
  if (isContext(value)) return `{${Object.entries(value).map(([name, entry]) => `${JSON.stringify(name)}:${printed(entry)}`)}}`;
  return JSON.stringify(value !== null && typeof value === 'object' ? printValue(value) : value);
}

/** Inputs of models that this one imports stand in a context of the import's name, those of further models by their names. */
function inputsOf({ inputs, byNamespace }: TestCase, { imports }: DecisionModel): FeelContext {
  const imported = Object.entries(byNamespace).flatMap(([namespace, values]): [string, FeelValue][] => {
    const prefix = imports.find((each) => each.namespace === namespace)?.name ?? '';
    return prefix === '' ? Object.entries(values) : [[prefix, values]];
  });
  return { ...inputs, ...Object.fromEntries(imported) };
}

/** JSON, where the model says what its texts are; else a FEEL context as text. */
function written(inputs: FeelContext, required: readonly RequiredInput[]): string {
  const untold = required.some(({ name, type }) => {
    const value = inputs[name] ?? null;
    return (
      type.kind === 'any' &&
      typeof value === 'object' &&
      !isContext(value) &&
      !Array.isArray(value) &&
      value !== null &&
      !(value instanceof Decimal)
    );
  });
  return untold ? JSON.stringify(printValue(inputs)) : printed(inputs);
}

interface Asked {
  readonly path: string;
  readonly line: string;
  readonly expected: { readonly value: string; readonly type: string; readonly reasons: number } | { readonly error: string };
}

/** Every result that the cases of a file ask for, with what it is when evaluated here. */
function asked(file: string): Asked[] {
  const directory = dirname(file);
  const { modelName, cases } = readTestCases(readFileSync(file, 'utf8'));
  const read = (name: string) => readDmn(readFileSync(join(directory, name), 'utf8'));
  const model = read(modelName);
  const others = readdirSync(directory).filter((name) => name.endsWith('.dmn') && name !== modelName);
  const compiled: CompiledModel = compileModel(model, others.map(read));
  return cases.flatMap((testCase) =>
    testCase.results.map(({ name }) => {
      const decision = testCase.type === 'decision' ? name : (testCase.invocable ?? name);
      const path = `${relative(kit, file)} ${testCase.id} ${name}`;
      const request = { id: path, file: relative(kit, join(directory, modelName)), decision };
      const lineWith = (required: readonly RequiredInput[]) =>
        `${JSON.stringify(request).slice(0, -1)},"inputs":${written(inputsOf(testCase, model), required)}}`;
      try {
        const line = lineWith(compiled.requirementsOf(decision).inputs);
        const { value, reasons } = compiled.evaluate(decision, { values: testCase.inputs, byNamespace: testCase.byNamespace });
        return { path, line, expected: { value: printed(value), type: printType(typeOfValue(value)), reasons: reasons.length } };
      } catch (error) {
        return { path, line: lineWith([]), expected: { error: (error as { code: string }).code } };
      }
    }),
  );
}

interface Answer {
  readonly id: string;
  readonly type?: string;
  readonly diagnostics?: readonly unknown[];
  readonly error?: { readonly code: string };
}

describe.skipIf(!existsSync(kit) && process.env.CI === undefined)(
  'the kit through the command line (skipped where ../shared/conformance is missing)',
  () => {
    test('plinth decision evaluate --lines answers as the rule processor does', { timeout: 120_000 }, () => {
      const files = readdirSync(kit, { recursive: true, encoding: 'utf8' }).filter((name) => /-test-\d+[^/]*\.xml$/.test(name));
      const questions = files.sort().flatMap((name) => asked(join(kit, name)));
      expect(questions.length).toBeGreaterThan(1900);
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [plinth, 'decision', 'evaluate', '--lines', '--lenient', '--folder', kit],
        {
          input: questions.map(({ line }) => `${line}\n`).join(''),
          encoding: 'utf8',
          maxBuffer: 100_000_000,
        },
      );
      expect([status, stderr]).toEqual([0, '']);
      const answers = stdout.trimEnd().split('\n');
      expect(answers).toHaveLength(questions.length);
      const differing = questions.flatMap(({ path, line, expected }, index) => {
        const text = answers[index] ?? '';
        const { id, type, diagnostics, error } = JSON.parse(text) as Answer;
        const same =
          id === path &&
          ('error' in expected
            ? error?.code === expected.error
            : type === expected.type && diagnostics?.length === expected.reasons && text.includes(`"value":${expected.value},"type"`));
        return same ? [] : [`${line}\n${text}\n${JSON.stringify(expected)}`];
      });
      expect(differing).toEqual([]);
      expect(questions.filter(({ line }) => line.includes('"inputs":"')).length).toBeLessThan(10);
    });
  },
);
