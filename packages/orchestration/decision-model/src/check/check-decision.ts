import { type DefinitionViolation, type RecordOf, violationOf } from '@plinth/app-definition';
import { type ContextType, contextType, printType } from '@plinth/expression';
import { nearestName, PlinthError } from '@plinth/foundation';
import type { DecisionModel } from '@plinth/rule-processor';
import { type CompiledVersion, compileVersion } from '../ask/compile-version.ts';
import { ElementTypes } from '../model/element-types.ts';
import { type RulesByTable, readModel } from '../model/read-model.ts';
import { LogicCheck } from './check-logic.ts';
import { checkStructure } from './check-structure.ts';
import { runTests } from './run-tests.ts';
import { type TableFinding, tableFindings } from './table-findings.ts';

type DecisionRecord = RecordOf<'decision'>;

/** A decision that was checked: what is wrong with it, and what is only remarkable. */
export interface CheckedDecision {
  readonly violations: readonly DefinitionViolation[];
  readonly warnings: readonly TableFinding[];
}

/**
 * Checks one decision: its parts, every text strictly with its types, its tables, and its test cases. `records` are the names
 * of a record of its entity; null where it is about none.
 */
export function checkDecision(record: DecisionRecord, rules: RulesByTable, records: ContextType | null): CheckedDecision {
  const structure = checkStructure(record, rules);
  if (structure.length > 0) return { violations: structure, warnings: [] };
  const read = reading(record, () => readModel(record, rules));
  if ('violations' in read) return read;
  const texts = checkTexts(record, rules, read.value, records);
  if (texts.length > 0) return { violations: texts, warnings: [] };
  const compiled = reading(record, () => compileVersion(record, rules));
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

function checkTexts(record: DecisionRecord, rules: RulesByTable, model: DecisionModel, records: ContextType | null): DefinitionViolation[] {
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
      const parameters = part === 'knowledge' ? (record.knowledge[element.name]?.parameters ?? []) : [];
      const own = Object.fromEntries(parameters.map(({ name, type }) => [name, types.items.of(type ?? null).type]));
      const form = stored.expression !== undefined ? 'expression' : stored.table !== undefined ? 'table' : 'boxed';
      const names = stored.requires === undefined ? types.namesFor(element.name) : types.scopeOf(element.requirements);
      const scope = contextType({ ...names.entries, ...own });
      const place = { record, steps: [part, element.name, form], rules: rules.get(element.name) ?? [] };
      check.logic(logic, scope, place, types.items.of(element.type).type);
    }
  }
  return [...check.violations, ...checkInputsFrom(record, model, types, check, records)];
}

function checkInputsFrom(
  record: DecisionRecord,
  model: DecisionModel,
  types: ElementTypes,
  check: LogicCheck,
  scope: ContextType | null,
): DefinitionViolation[] {
  const names = model.inputs.map(({ name }) => name);
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
