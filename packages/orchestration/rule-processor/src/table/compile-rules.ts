import { type FeelType, type FeelValue, type Scope, types } from '@plinth/expression';
import { type CompiledTests, compileTests, type LogicScope } from '../boxed/compile-literal.ts';
import type { Evaluation } from '../graph/evaluation.ts';
import type { DecisionTable } from '../model/boxed-expression.ts';
import { anything } from './cell-shape.ts';
import { RuleIndex } from './rule-index.ts';

/** The conditions of a table. */
export interface CompiledRules {
  /** The numbers of the rules that match, from 1; with hit policy FIRST the first of them alone. */
  match(values: readonly FeelValue[], outer: Scope, evaluation: Evaluation): number[];
}

interface CompiledColumn {
  readonly cells: readonly CompiledTests[];
  /** Index into the cells, by rule. */
  readonly cellOf: readonly number[];
}

const always: CompiledTests = { shape: anything, passes: () => true };

/** Compiles each text of a column once, however many rules have it. */
export function compileColumn(texts: readonly string[], type: FeelType, scope: LogicScope): CompiledColumn {
  const cells: CompiledTests[] = [];
  const known = new Map<string, number>();
  const cellOf = texts.map((text) => {
    const place = known.get(text);
    if (place !== undefined) return place;
    known.set(text, cells.length);
    const trimmed = text.trim();
    return cells.push(trimmed === '-' || trimmed === '' ? always : compileTests(text, type, scope)) - 1;
  });
  return { cells, cellOf };
}

export function compileRules(table: DecisionTable, inputTypes: readonly FeelType[], scope: LogicScope): CompiledRules {
  const columns = table.inputs.map((_, index) =>
    compileColumn(
      table.rules.map(({ inputs }) => inputs[index] ?? '-'),
      inputTypes[index] ?? types.any,
      scope,
    ),
  );
  const index = new RuleIndex(
    columns.map(({ cells, cellOf }) => ({ shapes: cells.map(({ shape }) => shape), cellOf })),
    table.rules.length,
  );
  const first = table.hitPolicy === 'FIRST';

  const asks = (rule: number, opaque: boolean, values: readonly FeelValue[], outer: Scope, evaluation: Evaluation): boolean => {
    for (const [column, { cells, cellOf }] of columns.entries()) {
      const cell = cells[cellOf[rule] ?? 0] ?? always;
      if ((cell.shape.kind === 'opaque') !== opaque) continue;
      evaluation.at(`rule ${rule + 1}, input ${column + 1}`);
      if (!cell.passes(outer, values[column] ?? null, evaluation)) return false;
    }
    return true;
  };

  return {
    match(values, outer, evaluation) {
      const matched: number[] = [];
      let telling = evaluation.explains;
      let candidates = index.candidates(values, telling);
      for (let place = 0; place < candidates.length; place++) {
        const candidate = candidates[place] ?? 0;
        const rule = candidate < 0 ? ~candidate : candidate;
        if (telling && !evaluation.explains) {
          // No further reason is kept: rules that only have one to tell need not be asked.
          telling = false;
          candidates = index.candidates(values, false).filter((each) => (each < 0 ? ~each : each) >= rule);
          place = -1;
          continue;
        }
        // Tests that depend on the input alone come first, so that others are asked only where they decide.
        if (candidate < 0 && !(asks(rule, false, values, outer, evaluation) && asks(rule, true, values, outer, evaluation))) continue;
        matched.push(rule + 1);
        if (first) break;
      }
      evaluation.at('');
      return matched;
    },
  };
}
