export { checkExpression, type ExpressionFinding, type ExpressionKind } from './expression-finding.ts';
export { ExpressionInput, type ExpressionInputProps } from './expression-input.tsx';
