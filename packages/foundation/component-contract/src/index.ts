export type {
  ComponentCategory,
  ComponentMetadata,
  ComponentType,
  UiContract,
  UiEvent,
  UiOutput,
  UiProperty,
  UiSlot,
} from './component-metadata.ts';
export type {
  DecisionColumn,
  DecisionExplanation,
  DecisionTableShape,
  ExplainedReason,
  ExplainedRule,
  ExplainedStep,
  ExplainedTable,
} from './decision-explanation.ts';
export { type PropertyText, readPropertyText, writeLiteral } from './property-text.ts';
