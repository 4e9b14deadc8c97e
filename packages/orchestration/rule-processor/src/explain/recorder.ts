import type { ExplainedStep, ExplainedTable } from '@plinth/component-contract';
import { type FeelValue, toJson } from '@plinth/expression';
import type { JsonValue } from '@plinth/foundation';
import type { DecisionTable } from '../model/boxed-expression.ts';

/** What a step is, before its value is known. */
export type StepHead = Pick<ExplainedStep, 'kind' | 'name' | 'id' | 'namespace'> & {
  readonly arguments: readonly (readonly [string, FeelValue])[] | null;
};

const mostSteps = 5_000;

/** Writes down what an evaluation does. */
export class Recorder {
  readonly steps: ExplainedStep[] = [];
  isCutOff = false;
  readonly #open: ExplainedTable[][] = [];

  /** Runs a step and records it with its value when that is known. */
  step(head: StepHead, run: () => FeelValue): FeelValue {
    const tables: ExplainedTable[] = [];
    this.#open.push(tables);
    try {
      const value = run();
      if (this.steps.length >= mostSteps) this.isCutOff = true;
      else this.steps.push({ ...head, arguments: head.arguments === null ? null : jsonOf(head.arguments), value: toJson(value), tables });
      return value;
    } finally {
      this.#open.pop();
    }
  }

  table(
    table: DecisionTable,
    run: {
      readonly inputs: readonly FeelValue[];
      readonly matched: readonly number[];
      readonly fired: readonly number[];
      readonly isDefault: boolean;
    },
  ): void {
    this.#open.at(-1)?.push({
      hitPolicy: table.hitPolicy,
      aggregation: table.aggregation,
      inputs: table.inputs.map(({ label, expression }, index) => ({ label, expression, value: toJson(run.inputs[index] ?? null) })),
      matched: run.matched.map((rule) => {
        const { id = null, description = null, inputs = [], outputs = [], annotations = [] } = table.rules[rule - 1] ?? {};
        return {
          rule,
          id,
          description,
          inputs,
          outputs,
          annotations: annotations.map((text, index) => ({ name: table.annotations[index] ?? '', text })),
        };
      }),
      fired: run.fired,
      isDefault: run.isDefault,
    });
  }
}

function jsonOf(entries: readonly (readonly [string, FeelValue])[]): Record<string, JsonValue> {
  const json: Record<string, JsonValue> = {};
  for (const [name, value] of entries)
    Object.defineProperty(json, name, { value: toJson(value), enumerable: true, configurable: true, writable: true });
  return json;
}
