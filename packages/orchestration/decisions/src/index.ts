export { type DecisionDependencies, decisionOperations } from './api/decision-operations.ts';
export { checkDecisions, decisionCompiler } from './decision-compiler.ts';
export { decisionsErrors } from './errors.ts';
