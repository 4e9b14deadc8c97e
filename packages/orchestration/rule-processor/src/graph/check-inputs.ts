import { printType } from '@plinth/expression';
import { decisionErrors } from '../errors.ts';
import type { Inputs } from './evaluation.ts';
import type { RequiredInput } from './requirements.ts';

/** What is wrong with one input. */
export interface InputProblem {
  readonly input: string;
  /** Of the model the input stands in. */
  readonly namespace: string;
  /** Its static type, as FEEL writes it. */
  readonly type: string;
  readonly problem: string;
}

/** Throws `decision.invalid-inputs` with every input that is missing or not of its type; null is a value that may be given. */
export function refuseInvalidInputs(decision: string, required: readonly RequiredInput[], { values, byNamespace = {} }: Inputs): void {
  const problems = required.flatMap(({ name, namespace, type, problemOf }): InputProblem[] => {
    const own = Object.hasOwn(byNamespace, namespace) ? byNamespace[namespace] : undefined;
    const from = own !== undefined && Object.hasOwn(own, name) ? own : values;
    const problem = Object.hasOwn(from, name) ? problemOf(from[name] ?? null) : 'it is missing';
    return problem === null ? [] : [{ input: name, namespace, type: printType(type), problem }];
  });
  if (problems.length === 0) return;
  const list = problems.map(({ input, type, problem }) => `${input} (${type}): ${problem}`).join('; ');
  throw decisionErrors.invalidInputs({ decision, problems: list }, { details: { inputs: problems.map((each) => ({ ...each })) } });
}
