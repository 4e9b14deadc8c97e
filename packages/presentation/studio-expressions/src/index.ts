export { checkExpression, type ExpressionFinding, type ExpressionKind } from './expression-finding.ts';
export { ExpressionInput, type ExpressionInputProps } from './expression-input.tsx';
export type { PreviewValues } from './language/preview.ts';
export { openDeclared, openRecord } from './open-declared.ts';
export { definitionExpressionsOf, useDefinitionExpressions, useDefinitionExpressionsAfterPaint } from './use-expressions.ts';
