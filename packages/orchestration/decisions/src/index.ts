export { type DecisionDependencies, decisionOperations } from './api/decision-operations.ts';
export { decisionCompiler, decisionWarnings } from './decision-compiler.ts';
export { decisionsErrors } from './errors.ts';
