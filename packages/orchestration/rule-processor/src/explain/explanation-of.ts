import type { DecisionExplanation } from '@plinth/component-contract';
import { type FeelValue, toJson } from '@plinth/expression';
import type { Evaluation } from '../graph/evaluation.ts';
import type { GraphElement } from '../graph/model-graph.ts';

/** The explanation of an evaluation that has come to its value; null where none was recorded. */
export function explanationOf(
  { recorder, reasons }: Evaluation,
  { of, element }: GraphElement,
  value: FeelValue,
): DecisionExplanation | null {
  if (recorder === null) return null;
  const { name, namespace } = of.model;
  return {
    format: 1,
    model: { name, namespace },
    asked: element.name,
    value: toJson(value),
    steps: recorder.steps,
    isCutOff: recorder.isCutOff,
    reasons: reasons.map((reason) => ({
      element: reason.element,
      place: reason.place,
      severity: reason.severity,
      message: reason.message,
      from: reason.from,
      to: reason.to,
    })),
  };
}
