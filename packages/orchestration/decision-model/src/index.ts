export { besideSettings, type CompiledVersion, compileVersion, stepLimit } from './ask/compile-version.ts';
export { dayOf, startOf, validityOf } from './ask/day.ts';
export { type GivenInputs, givenInputs } from './ask/given-inputs.ts';
export {
  type CheckedDecision,
  checkDecision,
  type DecisionPlace,
  type ExaminedDecision,
  elementScope,
  examineDecision,
} from './check/check-decision.ts';
export { checkVersions } from './check/check-versions.ts';
export { runTests, type TestOutcome } from './check/run-tests.ts';
export { type TableFinding, tableFindings } from './check/table-findings.ts';
export { decisionFromDmn } from './dmn/decision-from-dmn.ts';
export { dmnOf } from './dmn/dmn-of.ts';
export { decisionModelErrors } from './errors.ts';
export { ElementTypes } from './model/element-types.ts';
export { namesIn, textsOf } from './model/named-texts.ts';
export { readBoxed } from './model/read-boxed.ts';
export { answerOf, type RulesByTable, readModel, rulesByTable } from './model/read-model.ts';
export { defaultSettings } from './model/settings-input.ts';
export { tablesOf } from './model/tables-of.ts';
