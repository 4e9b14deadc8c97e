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
export { type PropertyText, readPropertyText, writeLiteral } from './property-text.ts';
