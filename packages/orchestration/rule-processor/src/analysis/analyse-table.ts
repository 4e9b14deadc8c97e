import type { LogicScope } from '../boxed/compile-literal.ts';
import type { DecisionTable } from '../model/boxed-expression.ts';
import { Budget, within } from './budget.ts';
import { findGaps, isCovered } from './find-gaps.ts';
import { findContradictions, findOverlaps } from './find-overlaps.ts';
import { findShadowed, priorityBefore } from './find-shadowed.ts';
import { findNeverGiven, findNotListed, outputsOf } from './rule-outputs.ts';
import type { AnalysisOptions, TableAnalysis } from './table-findings.ts';
import { spaceOf } from './table-space.ts';

const defaultSteps = 30_000_000;
const defaultLimit = 100;
/** Policies by which one rule makes the result. */
const single = new Set(['UNIQUE', 'ANY', 'PRIORITY', 'FIRST']);

/** Finds what is wrong with a table, or remarkable, without running it. */
export function analyseTable(table: DecisionTable, scope: LogicScope, options: AnalysisOptions = {}): TableAnalysis {
  const { steps = defaultSteps, limit = defaultLimit } = options;
  const outputs = outputsOf(table, scope);
  const space = within(() => spaceOf(table, scope, new Budget(steps)));
  const notListed = findNotListed(table, outputs);
  if (space === null)
    return {
      complete: 'too large',
      gaps: [],
      overlaps: [],
      shadowed: [],
      contradictions: [],
      impossible: [],
      neverGiven: [],
      notListed,
      notAnalysed: outputs.notAnalysed,
      cutOff: ['gaps', 'overlaps', 'shadowed', 'contradictions'],
    };
  const gaps = findGaps(space, new Budget(steps), limit);
  const covered = gaps.gaps.length === 0 && !gaps.more ? within(() => isCovered(space, new Budget(steps))) : false;
  const overlaps = within(() => findOverlaps(space, table.hitPolicy, outputs, new Budget(steps), limit));
  const before = table.hitPolicy === 'PRIORITY' ? priorityBefore(outputs) : (a: number, b: number) => a < b;
  const isOrdered = table.hitPolicy === 'FIRST' || table.hitPolicy === 'PRIORITY';
  const shadowed = isOrdered ? within(() => findShadowed(space, before, new Budget(steps))) : [];
  const contradictions = single.has(table.hitPolicy) ? findContradictions(space, outputs) : [];
  const impossible = space.rules.filter((rule) => rule.impossible).map(({ rule }) => rule);
  const never = new Set([...impossible, ...(shadowed ?? []).map(({ rule }) => rule)]);
  const firing = new Set(space.rules.map(({ rule }) => rule).filter((rule) => !never.has(rule)));
  const cutOff: TableAnalysis['cutOff'][number][] = [];
  if (gaps.more) cutOff.push('gaps');
  if (overlaps === null || overlaps.more) cutOff.push('overlaps');
  if (shadowed === null || shadowed.length > limit) cutOff.push('shadowed');
  if (contradictions.length > limit) cutOff.push('contradictions');
  return {
    complete: gaps.gaps.length > 0 ? 'no' : gaps.more || covered === null ? 'too large' : covered ? 'yes' : 'unknown',
    gaps: gaps.gaps,
    overlaps: overlaps?.overlaps ?? [],
    shadowed: (shadowed ?? []).slice(0, limit),
    contradictions: contradictions.slice(0, limit),
    impossible,
    neverGiven: findNeverGiven(table, outputs, firing, scope),
    notListed,
    notAnalysed: [...space.notAnalysed, ...outputs.notAnalysed],
    cutOff,
  };
}
