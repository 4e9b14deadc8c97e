import type { DecisionExplanation } from '@plinth/component-contract';
import type { FeelValue } from '@plinth/expression';
import { BoundedCache } from '@plinth/foundation';
import { type CompiledModel, compileModel, type DecisionModel, type Reason } from '@plinth/rule-processor';
import { cliErrors } from '../errors.ts';
import { readModel } from './decision-folder.ts';
import type { GivenContext } from './read-context.ts';
import { typedInputs } from './typed-inputs.ts';

/** Why something is null: where in which decision, and there as UTF-16 offsets. */
export interface DecisionDiagnostic {
  readonly severity: Reason['severity'];
  readonly message: string;
  readonly position: { readonly element: string; readonly place: string; readonly from: number; readonly to: number };
}

export interface DecisionResult {
  readonly value: FeelValue;
  readonly diagnostics: readonly DecisionDiagnostic[];
  /** Null unless it was asked for. */
  readonly explanation: DecisionExplanation | null;
}

export interface DecisionRequest {
  readonly file: string;
  /** Name of a decision, decision service or knowledge model; null where the model has one decision only. */
  readonly decision: string | null;
  readonly inputs: GivenContext;
}

export interface DecisionOptions {
  /** Paths begin there, and nothing outside is read. */
  readonly folder: string;
  /** Missing and wrong inputs are null, as the standard says. */
  readonly lenient: boolean;
  readonly explain: boolean;
}

interface Loaded {
  readonly model: DecisionModel;
  readonly compiled: CompiledModel;
  readonly requirements: BoundedCache<ReturnType<CompiledModel['requirementsOf']>>;
}

const mostModels = 50;
const mostRequirements = 1000;

/** Evaluates decisions of files; models are kept as they were when first asked for. */
export class DecisionEvaluator {
  readonly #models = new BoundedCache<Loaded>(mostModels);
  readonly #options: DecisionOptions;

  constructor(options: DecisionOptions) {
    this.#options = options;
  }

  /** Throws `cli.wrong-inputs` with each that is missing or wrong, and what is wrong with the model. */
  evaluate({ file, decision, inputs: given }: DecisionRequest): DecisionResult {
    const { lenient, explain } = this.#options;
    const { model, compiled, requirements } = this.#load(file);
    const name = decision ?? onlyDecision(model);
    const required = requirements.get(name, () => compiled.requirementsOf(name));
    const { inputs, violations } = typedInputs(given, required.inputs);
    if (violations.length > 0 && !lenient)
      throw cliErrors.wrongInputs({ count: violations.length, decision: name }, { details: { violations } });
    const { value, reasons, explanation } = compiled.evaluate(name, inputs, { explain });
    const diagnostics = reasons.map(({ severity, message, element, place, from, to }) => ({
      severity,
      message,
      position: { element, place, from, to },
    }));
    return { value, diagnostics, explanation };
  }

  #load(file: string): Loaded {
    return this.#models.get(file, () => {
      const { model, imported } = readModel(file, this.#options.folder);
      return { model, compiled: compileModel(model, imported), requirements: new BoundedCache(mostRequirements) };
    });
  }
}

function onlyDecision({ name, decisions }: DecisionModel): string {
  const [only] = decisions;
  if (only !== undefined && decisions.length === 1) return only.name;
  const known = decisions.map((decision) => decision.name).join(', ');
  throw cliErrors.usage({ problem: `Name a decision of ${name}: ${known}.`, command: 'decision' });
}
