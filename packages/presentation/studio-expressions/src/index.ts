export type { ExpressionFinding, ExpressionKind } from './expression-finding.ts';
export { ExpressionInput, type ExpressionInputProps } from './expression-input.tsx';
export type { PreviewValues } from './language/preview.ts';
export { definitionExpressionsOf, useDefinitionExpressions, useDefinitionExpressionsAfterPaint } from './use-expressions.ts';
