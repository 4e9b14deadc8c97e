export { type DecisionDependencies, decisionOperations } from './api/decision-operations.ts';
export type { TableFinding } from './check/table-findings.ts';
export { decisionCompiler, decisionWarnings } from './decision-compiler.ts';
export { decisionFromDmn } from './dmn/decision-from-dmn.ts';
export { dmnOf } from './dmn/dmn-of.ts';
export { decisionsErrors } from './errors.ts';
