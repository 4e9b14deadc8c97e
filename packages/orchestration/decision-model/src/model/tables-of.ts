import type { DecisionTableShape } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import type { RulesByTable } from './read-model.ts';

/** The tables of a version, cells as written. */
export function tablesOf(record: RecordOf<'decision'>, rules: RulesByTable): DecisionTableShape[] {
  return [...Object.entries(record.decisions), ...Object.entries(record.knowledge)].flatMap(([name, element]) => {
    const { table } = element;
    if (table === undefined) return [];
    const width = table.inputs.length;
    return [
      {
        name,
        question: 'question' in element ? (element.question ?? null) : null,
        hitPolicy: table.hitPolicy,
        aggregation: table.aggregation ?? null,
        inputs: table.inputs.map(({ label, expression, type }) => ({ label: label ?? expression, type: type ?? null })),
        outputs: table.outputs.map((output) => ({ label: output.label ?? output.name ?? name, type: output.type ?? null })),
        rules: (rules.get(name) ?? []).map(({ key, cells, note }) => ({
          key,
          inputs: cells.slice(0, width),
          outputs: cells.slice(width),
          note: note ?? null,
        })),
      },
    ];
  });
}
