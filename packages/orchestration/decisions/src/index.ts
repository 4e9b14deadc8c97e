export { checkDecisions, decisionCompiler } from './decision-compiler.ts';
export { decisionsErrors } from './errors.ts';
