import { type DefinitionViolation, type RecordOf, type SettingRecord, violationOf } from '@plinth/app-definition';
import { type ContextType, contextType, printType } from '@plinth/expression';
import { nearestName, PlinthError } from '@plinth/foundation';
import type { AnalysedTable, DecisionModel } from '@plinth/rule-processor';
import { type CompiledVersion, compileVersion } from '../ask/compile-version.ts';
import { ElementTypes } from '../model/element-types.ts';
import { type RulesByTable, readModel } from '../model/read-model.ts';
import { withSettings } from '../model/settings-input.ts';
import { LogicCheck } from './check-logic.ts';
import { checkStructure } from './check-structure.ts';
import { runTests, type TestOutcome } from './run-tests.ts';
import { analysedTables, findingsIn, type TableFinding, tableFindings } from './table-findings.ts';

type DecisionRecord = RecordOf<'decision'>;

/** A decision that was checked: what is wrong with it, and what is only remarkable. */
export interface CheckedDecision {
  readonly violations: readonly DefinitionViolation[];
  readonly warnings: readonly TableFinding[];
}

/** What a decision stands in. */
export interface DecisionPlace {
  /** The names of a record of its entity; null where it is about none. */
  readonly records: ContextType | null;
  /** What its application is told by each environment. */
  readonly settings: readonly SettingRecord[];
}

/** Checks one decision: its parts, every text strictly with its types, its tables, and its test cases. */
export function checkDecision(record: DecisionRecord, rules: RulesByTable, place: DecisionPlace): CheckedDecision {
  const structure = checkStructure(record, rules);
  if (structure.length > 0) return { violations: structure, warnings: [] };
  const read = reading(record, () => readModel(withSettings(record, rules, place.settings), rules));
  if ('violations' in read) return read;
  const texts = checkTexts(record, rules, read.value, place);
  if (texts.length > 0) return { violations: texts, warnings: [] };
  const compiled = reading(record, () => compileVersion(record, rules, place.settings));
  if ('violations' in compiled) return compiled;
  const findings = tableFindings(compiled.value, rules);
  return {
    violations: [
      ...findings.filter(({ severity }) => severity === 'error').map(({ violation }) => violation),
      ...failedTests(compiled.value),
    ],
    warnings: findings.filter(({ severity }) => severity === 'warning'),
  };
}

/** A decision while it is written: everything that can be said of it, however much is still wrong. */
export interface ExaminedDecision extends CheckedDecision {
  readonly tables: readonly AnalysedTable[];
  readonly tests: readonly TestOutcome[];
  readonly version: CompiledVersion | null;
}

/** Goes on where {@link checkDecision} stops: a mistake in one cell does not hide the gaps of a table, nor what the test cases say. */
export function examineDecision(record: DecisionRecord, rules: RulesByTable, place: DecisionPlace): ExaminedDecision {
  const structure = checkStructure(record, rules);
  const compiled = reading(record, () => compileVersion(record, rules, place.settings));
  if ('violations' in compiled)
    return { violations: structure.length > 0 ? structure : compiled.violations, warnings: [], tables: [], tests: [], version: null };
  const version = compiled.value;
  const texts = structure.length > 0 ? [] : checkTexts(record, rules, version.model, place);
  const analysed = reading(record, () => analysedTables(version.model));
  const tables = 'violations' in analysed ? [] : analysed.value;
  const findings = findingsIn(record, tables, rules);
  const tested = reading(record, () => (structure.length > 0 ? [] : runTests(version)));
  return {
    violations: [...structure, ...texts, ...findings.filter(({ severity }) => severity === 'error').map(({ violation }) => violation)],
    warnings: findings.filter(({ severity }) => severity === 'warning'),
    tables,
    tests: 'violations' in tested ? [] : tested.value,
    version,
  };
}

function reading<Value>(record: DecisionRecord, read: () => Value): { readonly value: Value } | CheckedDecision {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof PlinthError) || error.fault !== 'caller') throw error;
    return { violations: [violationOf(record, 'schema', [], error.message, error.hint)], warnings: [] };
  }
}

function failedTests(version: CompiledVersion): DefinitionViolation[] {
  return runTests(version).flatMap(({ test, differences, problems }) => {
    const messages = [
      ...problems,
      ...differences.map(({ path, expected, actual }) => {
        const what = path === '' ? 'it' : path;
        return `${what} is ${JSON.stringify(actual)} where ${JSON.stringify(expected)} is expected`;
      }),
    ];
    return messages.map((message) => violationOf(version.record, 'expression', ['tests', test], `test ${test} fails: ${message}`));
  });
}

function checkTexts(
  original: DecisionRecord,
  rules: RulesByTable,
  model: DecisionModel,
  { records, settings }: DecisionPlace,
): DefinitionViolation[] {
  const record = withSettings(original, rules, settings);
  const types = new ElementTypes(model);
  const check = new LogicCheck(types);
  for (const [name, type] of Object.entries(record.types)) {
    check.type(record, ['types', name, 'type'], type.type);
    if (type.allowed !== undefined)
      check.tests(record, ['types', name, 'allowed'], type.allowed, contextType({}), types.items.of(type.type ?? null).type);
  }
  for (const [name, { type }] of Object.entries(record.inputs)) check.type(record, ['inputs', name, 'type'], type);
  for (const part of ['decisions', 'knowledge'] as const) {
    for (const element of model[part]) {
      const stored = record[part][element.name];
      const logic = element.logic?.kind === 'function' && part === 'knowledge' ? element.logic.body : element.logic;
      if (stored === undefined || logic === null) continue;
      check.type(record, [part, element.name, 'type'], element.type);
      const form = stored.expression !== undefined ? 'expression' : stored.table !== undefined ? 'table' : 'boxed';
      const scope = elementScope(record, part, element, types);
      const place = { record, steps: [part, element.name, form], rules: rules.get(element.name) ?? [] };
      check.logic(logic, scope, place, types.items.of(element.type).type);
    }
  }
  return [...check.violations, ...checkInputsFrom(original, types, check, records)];
}

/** The names that the logic of an element may use: what it requires, or could, and its parameters. */
export function elementScope(
  record: DecisionRecord,
  part: 'decisions' | 'knowledge',
  { name, requirements }: Pick<DecisionModel['decisions'][number], 'name' | 'requirements'>,
  types: ElementTypes,
): ContextType {
  const names = record[part][name]?.requires === undefined ? types.namesFor(name) : types.scopeOf(requirements);
  const parameters = part === 'knowledge' ? (record.knowledge[name]?.parameters ?? []) : [];
  const own = Object.fromEntries(parameters.map((parameter) => [parameter.name, types.items.of(parameter.type ?? null).type]));
  return contextType({ ...names.entries, ...own });
}

function checkInputsFrom(record: DecisionRecord, types: ElementTypes, check: LogicCheck, scope: ContextType | null): DefinitionViolation[] {
  const names = Object.keys(record.inputs);
  const given = Object.entries(record.inputsFrom);
  if (scope === null) {
    return given.length === 0
      ? []
      : [violationOf(record, 'schema', ['inputsFrom'], 'means nothing without entity:', 'Say which records it is about.')];
  }
  const before = check.violations.length;
  for (const [name, text] of given) if (names.includes(name)) check.text(record, ['inputsFrom', name], text, scope, types.of(name));
  const wrong = check.violations.slice(before);
  const unknown = given
    .filter(([name]) => !names.includes(name))
    .map(([name]) => {
      const nearest = nearestName(name, names);
      const hint = nearest === null ? `There are ${names.join(', ')}.` : `Did you mean ${nearest}?`;
      return violationOf(record, 'expression', ['inputsFrom', name], `there is no input ${name}`, hint);
    });
  const missing = names
    .filter((name) => !Object.hasOwn(record.inputsFrom, name))
    .map((name) =>
      violationOf(record, 'expression', ['inputsFrom'], `${name} is missing`, `Say what it is for a record: ${printType(types.of(name))}.`),
    );
  return [...wrong, ...unknown, ...missing];
}
