import { type DefinitionViolation, type RecordOf, violationOf } from '@plinth/app-definition';
import { printValue } from '@plinth/expression';
import { type AnalysedTable, analyseModel, type DecisionModel } from '@plinth/rule-processor';
import type { CompiledVersion } from '../ask/compile-version.ts';
import type { RulesByTable } from '../model/read-model.ts';

/** Something remarkable about a decision table. */
export interface TableFinding {
  readonly severity: 'error' | 'warning';
  readonly table: string;
  readonly violation: DefinitionViolation;
}

/** Each kind of finding may take so many steps: what a check of a whole definition can wait for. */
const steps = 3_000_000;
const limit = 20;

/** What the analysis finds in the tables of a decision, as severe as the tables say; without word, gaps are told and forbidden overlaps refused. */
export function tableFindings({ record, model }: CompiledVersion, rules: RulesByTable): readonly TableFinding[] {
  return findingsIn(record, analysedTables(model), rules);
}

/** The analysis of a model's tables, within what a check can wait for. */
export function analysedTables(model: DecisionModel): readonly AnalysedTable[] {
  return analyseModel(model, [], { steps, limit });
}

/** What an analysis comes to, as severe as the tables say. */
export function findingsIn(record: RecordOf<'decision'>, tables: readonly AnalysedTable[], rules: RulesByTable): readonly TableFinding[] {
  return tables
    .filter(({ place }) => place === '')
    .flatMap((analysed) => {
      const part = Object.hasOwn(record.decisions, analysed.element) ? 'decisions' : 'knowledge';
      const { gaps = 'warn', overlaps = 'refuse' } = record[part][analysed.element]?.table ?? {};
      const rows = rules.get(analysed.element) ?? [];
      return [
        ...taken(gaps, analysed, gapsOf(record, part, analysed)),
        ...taken(overlaps, analysed, overlapsOf(record, analysed, rows)),
        ...taken('warn', analysed, remarksOf(record, part, analysed, rows)),
      ];
    });
}

function taken(how: string, { element }: AnalysedTable, violations: readonly DefinitionViolation[]): TableFinding[] {
  if (how === 'allow') return [];
  return violations.map((violation) => ({ severity: how === 'refuse' ? 'error' : 'warning', table: element, violation }));
}

type Rows = readonly RecordOf<'rule'>[];

function gapsOf(record: RecordOf<'decision'>, part: string, { element, gaps, complete }: AnalysedTable): DefinitionViolation[] {
  const place = [part, element, 'table'];
  const found = gaps.map(({ tests, example }) =>
    violationOf(
      record,
      'expression',
      place,
      `${element} has no rule for (${tests.join(', ')})`,
      `Such as (${example.map((value) => printValue(value, true)).join(', ')}): add a rule or otherwise:.`,
    ),
  );
  if (found.length > 0 || complete === 'yes' || complete === 'no') return found;
  return [violationOf(record, 'expression', place, `${element} cannot be proven to have a rule for every input`)];
}

function overlapsOf(record: RecordOf<'decision'>, { element, overlaps }: AnalysedTable, rows: Rows): DefinitionViolation[] {
  return overlaps
    .filter(({ isFault }) => isFault)
    .map(({ rules: [first, second], example }) =>
      violationOf(
        rows[second - 1] ?? record,
        'expression',
        ['cells'],
        `rule ${nameOf(rows, second)} of ${element} matches what rule ${nameOf(rows, first)} matches too`,
        `Such as (${example.map((value) => printValue(value, true)).join(', ')}).`,
      ),
    );
}

function remarksOf(record: RecordOf<'decision'>, part: string, analysed: AnalysedTable, rows: Rows): DefinitionViolation[] {
  const { element } = analysed;
  const at = (rule: number | null, message: string, hint?: string) => {
    const row = rule === null ? undefined : rows[rule - 1];
    return row === undefined
      ? violationOf(record, 'expression', [part, element, 'table'], message, hint)
      : violationOf(row, 'expression', ['cells'], message, hint);
  };
  return [
    ...analysed.impossible.map((rule) => at(rule, `rule ${nameOf(rows, rule)} of ${element} can never match`)),
    ...analysed.shadowed.map(({ rule, by }) =>
      at(rule, `rule ${nameOf(rows, rule)} of ${element} never fires: ${by.map((each) => nameOf(rows, each)).join(', ')} come before it`),
    ),
    ...analysed.neverGiven.map(({ value }) => at(null, `no rule of ${element} gives ${value}`)),
    ...analysed.notListed.map(({ value, rule }) => at(rule, `${value} is not among the values that ${element} may give`)),
    ...analysed.notAnalysed.map(({ rule, reason }) => at(rule, `a part of ${element} is not analysed: ${reason}`)),
  ];
}

function nameOf(rows: Rows, rule: number): string {
  return rows[rule - 1]?.key ?? String(rule);
}
