export { copyText } from './copy-text.ts';
export type { DurationParts, DurationUnit } from './format/duration.ts';
export { type Format, type NumberOptions, type Numeric, useFormat } from './format/format.ts';
export type { CompiledFormula, FormulaLanguage, FormulaValue } from './formulas.ts';
export { Icon, type IconProps, loadIcons, useIconNames } from './icons/icon.tsx';
export { PlinthProvider, type PlinthProviderProps } from './plinth-provider.tsx';
export { sanitiseHtml } from './sanitise-html.ts';
export { saveFile } from './save-file.ts';
export type {
  ColumnFilter,
  EntityDescription,
  FieldDescription,
  QueryHandle,
  RecordValues,
  RelationDescription,
  RenderServices,
  StoredFile,
} from './services.ts';
export { RenderServicesContext, useRenderServices } from './services.ts';
export type { PerRow, PropertyValues, SkinProps, WebComponent, WebSkin } from './skin.ts';
export { SlotContentContext } from './slot-content.ts';
export type {
  OpenedTask,
  TaskAccessView,
  TaskAttachmentView,
  TaskCalls,
  TaskCommentView,
  TaskCounts,
  TaskEventView,
  TaskListInput,
  TaskPersonView,
  TaskServices,
  TaskView,
} from './tasks.ts';
export { builtInLocales, type MessageSources, type Messages, useMessages } from './text/kit-messages.ts';
export { directionOf, type Language, useLanguage } from './text/language.ts';
export { type TextLookup, type TextValues, textOf, useText } from './text/text.ts';
export { baseTokens } from './theme/base-tokens.ts';
export { type ContrastFinding, checkContrast, contrastRatio } from './theme/contrast.ts';
export { loadFonts } from './theme/load-fonts.ts';
export { type MendedColour, mendContrast } from './theme/mend-contrast.ts';
export { isThemeValue, noThemeTokens, type ThemeTokens } from './theme/theme-tokens.ts';
export { type ColourToken, colourTokens, themeableTokens } from './theme/token-names.ts';
export { type ColourSchemeChoice, useColourScheme } from './theme/use-colour-scheme.ts';
export { usePasswordToggle } from './use-password-toggle.ts';
export { type WaitingReason, waitingWords } from './waiting-words.ts';
