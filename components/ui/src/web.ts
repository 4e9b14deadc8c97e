import type { ComponentMetadata } from '@plinth/component-contract';
import type { WebSkin } from '@plinth/component-kit';
import { alert } from './alert/manifest.ts';
import { badge } from './badge/manifest.ts';
import { breadcrumb } from './breadcrumb/manifest.ts';
import { button } from './button/manifest.ts';
import { card } from './card/manifest.ts';
import { cellGrid } from './cell-grid/manifest.ts';
import { chart } from './chart/manifest.ts';
import { checkbox } from './checkbox/manifest.ts';
import type { DefinedComponent } from './contract/define-component.ts';
import { dateInput } from './date-input/manifest.ts';
import { dateTimeInput } from './date-time-input/manifest.ts';
import { decisionResult } from './decision-result/manifest.ts';
import { decisionTable } from './decision-table/manifest.ts';
import { dialog } from './dialog/manifest.ts';
import { divider } from './divider/manifest.ts';
import { drawer } from './drawer/manifest.ts';
import { drawingSurface } from './drawing-surface/manifest.ts';
import { durationInput } from './duration-input/manifest.ts';
import { editableText } from './editable-text/manifest.ts';
import { emailInput } from './email-input/manifest.ts';
import { emptyState } from './empty-state/manifest.ts';
import { fileInput } from './file-input/manifest.ts';
import { form } from './form/manifest.ts';
import { grid } from './grid/manifest.ts';
import { heading } from './heading/manifest.ts';
import { image } from './image/manifest.ts';
import { inbox } from './inbox/manifest.ts';
import { jsonInput } from './json-input/manifest.ts';
import { link } from './link/manifest.ts';
import { list } from './list/manifest.ts';
import { longTextInput } from './long-text-input/manifest.ts';
import { menu } from './menu/manifest.ts';
import { moneyInput } from './money-input/manifest.ts';
import { multiReferencePicker } from './multi-reference-picker/manifest.ts';
import { multiSelect } from './multi-select/manifest.ts';
import { navigation } from './navigation/manifest.ts';
import { numberInput } from './number-input/manifest.ts';
import { page } from './page/manifest.ts';
import { phoneInput } from './phone-input/manifest.ts';
import { progress } from './progress/manifest.ts';
import { referencePicker } from './reference-picker/manifest.ts';
import { richText } from './rich-text/manifest.ts';
import { searchBox } from './search-box/manifest.ts';
import { select } from './select/manifest.ts';
import { slider } from './slider/manifest.ts';
import { slot } from './slot/manifest.ts';
import { stack } from './stack/manifest.ts';
import { stat } from './stat/manifest.ts';
import { switchInput } from './switch/manifest.ts';
import { tab } from './tab/manifest.ts';
import { table } from './table/manifest.ts';
import { tabs } from './tabs/manifest.ts';
import { text } from './text/manifest.ts';
import { textInput } from './text-input/manifest.ts';
import { ticker } from './ticker/manifest.ts';
import { timeInput } from './time-input/manifest.ts';
import { undo } from './undo/manifest.ts';
import { urlInput } from './url-input/manifest.ts';

/** A component as a player finds it: what it is, and how to get its skin. */
export interface LoadableComponent {
  readonly metadata: ComponentMetadata;
  /** Fetches the skin's chunk; the renderer gives absent properties their defaults. */
  readonly load: () => Promise<WebSkin>;
}

function entry<Properties extends object>(
  metadata: DefinedComponent<Properties>,
  load: () => Promise<WebSkin<Properties>>,
): [string, LoadableComponent] {
  return [metadata.id, { metadata, load: async () => (await load()) as WebSkin }];
}

/** The built-in UI components by id. */
export const webComponents: Readonly<Record<string, LoadableComponent>> = Object.fromEntries([
  entry(alert, async () => (await import('./alert/web.tsx')).Alert),
  entry(badge, async () => (await import('./badge/web.tsx')).Badge),
  entry(breadcrumb, async () => (await import('./breadcrumb/web.tsx')).Breadcrumb),
  entry(button, async () => (await import('./button/web.tsx')).Button),
  entry(card, async () => (await import('./card/web.tsx')).Card),
  entry(cellGrid, async () => (await import('./cell-grid/web.tsx')).CellGrid),
  entry(chart, async () => (await import('./chart/web.tsx')).Chart),
  entry(checkbox, async () => (await import('./checkbox/web.tsx')).Checkbox),
  entry(dateInput, async () => (await import('./date-input/web.tsx')).DateInput),
  entry(dateTimeInput, async () => (await import('./date-time-input/web.tsx')).DateTimeInput),
  entry(decisionResult, async () => (await import('./decision-result/web.tsx')).DecisionResult),
  entry(decisionTable, async () => (await import('./decision-table/web.tsx')).DecisionTable),
  entry(dialog, async () => (await import('./dialog/web.tsx')).Dialog),
  entry(divider, async () => (await import('./divider/web.tsx')).Divider),
  entry(drawer, async () => (await import('./drawer/web.tsx')).Drawer),
  entry(drawingSurface, async () => (await import('./drawing-surface/web.tsx')).DrawingSurface),
  entry(durationInput, async () => (await import('./duration-input/web.tsx')).DurationInput),
  entry(editableText, async () => (await import('./editable-text/web.tsx')).EditableText),
  entry(emailInput, async () => (await import('./email-input/web.tsx')).EmailInput),
  entry(emptyState, async () => (await import('./empty-state/web.tsx')).EmptyState),
  entry(fileInput, async () => (await import('./file-input/web.tsx')).FileInput),
  entry(form, async () => (await import('./form/web.tsx')).Form),
  entry(grid, async () => (await import('./grid/web.tsx')).Grid),
  entry(heading, async () => (await import('./heading/web.tsx')).Heading),
  entry(image, async () => (await import('./image/web.tsx')).Image),
  entry(inbox, async () => (await import('./inbox/web.tsx')).Inbox),
  entry(jsonInput, async () => (await import('./json-input/web.tsx')).JsonInput),
  entry(link, async () => (await import('./link/web.tsx')).Link),
  entry(list, async () => (await import('./list/web.tsx')).List),
  entry(longTextInput, async () => (await import('./long-text-input/web.tsx')).LongTextInput),
  entry(menu, async () => (await import('./menu/web.tsx')).Menu),
  entry(moneyInput, async () => (await import('./money-input/web.tsx')).MoneyInput),
  entry(multiReferencePicker, async () => (await import('./multi-reference-picker/web.tsx')).MultiReferencePicker),
  entry(multiSelect, async () => (await import('./multi-select/web.tsx')).MultiSelect),
  entry(navigation, async () => (await import('./navigation/web.tsx')).Navigation),
  entry(numberInput, async () => (await import('./number-input/web.tsx')).NumberInput),
  entry(page, async () => (await import('./page/web.tsx')).Page),
  entry(phoneInput, async () => (await import('./phone-input/web.tsx')).PhoneInput),
  entry(progress, async () => (await import('./progress/web.tsx')).Progress),
  entry(referencePicker, async () => (await import('./reference-picker/web.tsx')).ReferencePicker),
  entry(richText, async () => (await import('./rich-text/web.tsx')).RichText),
  entry(searchBox, async () => (await import('./search-box/web.tsx')).SearchBox),
  entry(select, async () => (await import('./select/web.tsx')).Select),
  entry(slider, async () => (await import('./slider/web.tsx')).Slider),
  entry(slot, async () => (await import('./slot/web.tsx')).Slot),
  entry(stack, async () => (await import('./stack/web.tsx')).Stack),
  entry(stat, async () => (await import('./stat/web.tsx')).Stat),
  entry(switchInput, async () => (await import('./switch/web.tsx')).Switch),
  entry(tab, async () => (await import('./tab/web.tsx')).Tab),
  entry(table, async () => (await import('./table/web.tsx')).Table),
  entry(tabs, async () => (await import('./tabs/web.tsx')).Tabs),
  entry(text, async () => (await import('./text/web.tsx')).Text),
  entry(textInput, async () => (await import('./text-input/web.tsx')).TextInput),
  entry(ticker, async () => (await import('./ticker/web.tsx')).Ticker),
  entry(timeInput, async () => (await import('./time-input/web.tsx')).TimeInput),
  entry(undo, async () => (await import('./undo/web.tsx')).Undo),
  entry(urlInput, async () => (await import('./url-input/web.tsx')).UrlInput),
]);
