import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Definition, definitionOf, readFiles, recordsOf, writeFiles } from '@plinth/app-definition';
import { printValue } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { compileModel, type DecisionModel, readDmn } from '@plinth/rule-processor';
import { describe, expect, test } from 'vitest';
import { readModel, rulesByTable } from '../model/read-model.ts';
import { decisionFromDmn } from './decision-from-dmn.ts';
import { dmnOf } from './dmn-of.ts';

const kit = join(import.meta.dirname, '..', '..', '..', '..', '..', '..', 'shared', 'conformance', 'dmn-tck');
const isPresent = existsSync(kit);
if (!isPresent && process.env.CI !== undefined) throw new Error(`The conformance kit is missing: ${kit}`);

const empty = readFiles({ 'plinth.yaml': 'format: 1\nkey: kit\ntype: application\nlabel: Kit\n' }).definition;

/** The model as definitions keep it: through records and files and back. */
function throughFiles(model: DecisionModel): Definition {
  const records = decisionFromDmn(model, 'model', empty);
  const written = writeFiles(definitionOf([...empty.records.values(), ...records]));
  const { definition, problems } = readFiles(written);
  expect(problems).toEqual([]);
  expect(writeFiles(definition, written)).toEqual(written);
  return definition;
}

function modelOf(definition: Definition): DecisionModel {
  const [record] = recordsOf(definition, 'decision');
  if (record === undefined) throw new Error('There is no decision.');
  return readModel(record, rulesByTable(definition, record));
}

/** What a model says: elements by name, without what belongs to the document alone. */
function said(model: DecisionModel): unknown {
  const names = new Map(
    [...model.inputs, ...model.decisions, ...model.knowledge, ...model.services].map(({ id, name }) => [`#${id}`, `#${name}`]),
  );
  const plain = (value: unknown, within = ''): unknown => {
    if (typeof value === 'string') return names.get(value.replace(`${model.namespace}#`, '#')) ?? value;
    if (Array.isArray(value)) {
      const items = value.map((item) => plain(item));
      // The order of elements, types and requirements says nothing.
      return ['inputs', 'decisions', 'knowledge', 'services', 'items', 'components'].includes(within)
        ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
        : items;
    }
    if (typeof value !== 'object' || value === null) return value;
    const { id: _id, kept: _kept, annotations, description, ...rest } = value as Record<string, unknown>;
    const note = [description, ...(Array.isArray(annotations) && 'outputs' in rest && !('hitPolicy' in rest) ? annotations : [])];
    const notes = note.filter((part) => typeof part === 'string' && part !== '').join(' ');
    return {
      ...Object.fromEntries(Object.entries(rest).map(([name, part]) => [name, plain(part, 'expression' in value ? '' : name)])),
      ...('outputs' in rest && 'inputs' in rest && !('hitPolicy' in rest) ? { notes } : {}),
    };
  };
  const { name: _name, namespace: _namespace, ...rest } = model;
  return plain(rest);
}

describe.skipIf(!isPresent)('every model of the conformance kit (skipped where ../shared/conformance is missing)', () => {
  const refused: string[] = [];
  const models = globSync('**/*.dmn', { cwd: isPresent ? kit : '.' })
    .sort()
    .map((file) => [file, readDmn(readFileSync(join(kit, file), 'utf8'))] as const);

  test.each(models)('%s comes through records and files, and as XML, with all that it says', (file, model) => {
    let definition: Definition;
    try {
      definition = throughFiles(model);
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
      refused.push(`${error.code} ${file}`);
      return;
    }
    const back = modelOf(definition);
    expect(said(back)).toEqual(said(model));
    expect(said(readDmn(dmnOf(definition, 'model')))).toEqual(said(model));
    const [before, after] = [compileModel(model), compileModel(back)];
    for (const { name } of model.decisions)
      expect(printValue(after.evaluate(name, { values: {} }).value)).toBe(printValue(before.evaluate(name, { values: {} }).value));
  });

  test('refused are those that import others, and types of functions and of whole values', () => {
    expect(refused.filter((each) => !/^decisions\.(imports-others|unreadable-logic) /.test(each))).toEqual([]);
    expect(refused.length).toBeLessThan(models.length / 8);
  });
});
