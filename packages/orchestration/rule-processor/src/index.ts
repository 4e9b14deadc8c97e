export { type AnalysedTable, analyseModel } from './analysis/analyse-model.ts';
export type { AnalysisOptions, Gap, OutputFinding, Overlap, ShadowedRule, TableAnalysis } from './analysis/table-findings.ts';
export type { NotAnalysed } from './analysis/table-space.ts';
export { type CaseDifference, type DecisionCase, type DecisionCaseResult, runDecisionCases } from './cases/run-decision-cases.ts';
export { decisionErrors } from './errors.ts';
export type { InputProblem } from './graph/check-inputs.ts';
export { type CompiledModel, compileModel, type Outcome } from './graph/compile-model.ts';
export type { EvaluateOptions, Inputs, Reason } from './graph/evaluation.ts';
export type { ElementRequirements, RequiredInput } from './graph/requirements.ts';
export type {
  Aggregation,
  BoxedExpression,
  DecisionTable,
  HitPolicy,
  TableInput,
  TableOutput,
  TableRule,
} from './model/boxed-expression.ts';
export type { BusinessKnowledge, Decision, DecisionModel, DecisionService, InputData, ItemDefinition } from './model/decision-model.ts';
export type { KeptDocument, KeptElement, KeptNode, KeptSlot } from './model/kept-element.ts';
export { conformValue, type DeclaredType } from './types/declared-type.ts';
export { ItemTypes } from './types/item-types.ts';
export { type Validity, type ValidityFindings, validityFindings, versionOn } from './versions/effective-version.ts';
export { parseXml } from './xml/dmn-document.ts';
export { readDmn } from './xml/read-dmn.ts';
export { writeDmn } from './xml/write-dmn.ts';
