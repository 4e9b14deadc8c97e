import { labelFromKey } from '@plinth/app-definition';
import type { TextLookup } from '@plinth/component-kit';

/** What the parts of columns, options and other items are called. */
export function partTitle(text: TextLookup, part: string): string {
  return titles[part]?.(text) ?? labelFromKey(part);
}

const titles: Readonly<Record<string, (text: TextLookup) => string>> = {
  field: (text) => text('studio.part.field', 'Field'),
  label: (text) => text('studio.part.label', 'Label'),
  value: (text) => text('studio.part.value', 'Value'),
  key: (text) => text('studio.part.key', 'Key'),
  name: (text) => text('studio.part.name', 'Name'),
  as: (text) => text('studio.part.as', 'Called'),
  by: (text) => text('studio.part.by', 'By'),
  function: (text) => text('studio.part.function', 'Measure'),
  format: (text) => text('studio.part.format', 'Format'),
  currency: (text) => text('studio.part.currency', 'Currency'),
  digits: (text) => text('studio.part.digits', 'Digits'),
  align: (text) => text('studio.part.align', 'Alignment'),
  width: (text) => text('studio.part.width', 'Width in pixels'),
  grow: (text) => text('studio.part.grow', 'Takes what room is left'),
  page: (text) => text('studio.part.page', 'Page it opens'),
  parameters: (text) => text('studio.part.parameters', 'Parameters'),
  address: (text) => text('studio.part.address', 'Address'),
  badge: (text) => text('studio.part.badge', 'Count or word beside it'),
  group: (text) => text('studio.part.group', 'Heading above it'),
  icon: (text) => text('studio.part.icon', 'Icon'),
  tone: (text) => text('studio.part.tone', 'Meaning'),
  disabled: (text) => text('studio.part.disabled', 'Disabled'),
  needs: (text) => text('studio.part.needs', 'What it does with the row'),
  separated: (text) => text('studio.part.separated', 'Line above'),
  sortable: (text) => text('studio.part.sortable', 'Can be sorted'),
  filterable: (text) => text('studio.part.filterable', 'Can be filtered'),
  hidden: (text) => text('studio.part.hidden', 'Hidden at first'),
  help: (text) => text('studio.part.help', 'Help'),
  placeholder: (text) => text('studio.part.placeholder', 'Placeholder'),
  readOnly: (text) => text('studio.part.readOnly', 'Read-only'),
  wide: (text) => text('studio.part.wide', 'As wide as the form'),
};
