import type { ComponentMetadata } from '@plinth/component-contract';
import { alert } from './alert/manifest.ts';
import { badge } from './badge/manifest.ts';
import { breadcrumb } from './breadcrumb/manifest.ts';
import { button } from './button/manifest.ts';
import { card } from './card/manifest.ts';
import { cellGrid } from './cell-grid/manifest.ts';
import { chart } from './chart/manifest.ts';
import { checkbox } from './checkbox/manifest.ts';
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

/** The metadata of all built-in UI components, as the registry enters them. */
export const uiManifests: readonly ComponentMetadata[] = [
  alert,
  badge,
  breadcrumb,
  button,
  card,
  cellGrid,
  chart,
  checkbox,
  dateInput,
  dateTimeInput,
  decisionResult,
  decisionTable,
  dialog,
  divider,
  drawer,
  drawingSurface,
  durationInput,
  editableText,
  emailInput,
  emptyState,
  fileInput,
  form,
  grid,
  heading,
  image,
  inbox,
  jsonInput,
  link,
  list,
  longTextInput,
  menu,
  moneyInput,
  multiReferencePicker,
  multiSelect,
  navigation,
  numberInput,
  page,
  phoneInput,
  progress,
  referencePicker,
  richText,
  searchBox,
  select,
  slider,
  slot,
  stack,
  stat,
  switchInput,
  tab,
  table,
  tabs,
  textInput,
  text,
  ticker,
  timeInput,
  undo,
  urlInput,
];
