import { defineComponent } from '../contract/define-component.ts';
import { choice, entity, flag, items, value, words } from '../contract/properties.ts';
import { type FormField, formFieldSchema } from './form-field.ts';

export const form = defineComponent({
  name: 'form',
  title: 'Form',
  description: 'Creates or changes a record of an entity, with the entity’s rules, or collects values for other actions.',
  category: 'data',
  icon: 'forms',
  accessibility:
    'Enter sends from one-line inputs, Control Enter from anywhere. After a refused attempt the summary lists each error and leads to its input.',
  role: 'form',
  properties: {
    label: words('Name for screen readers'),
    entity: entity(),
    record: value<Readonly<Record<string, unknown>>>('Record to change; none: a new one', 'any', { type: ['object', 'null'] }),
    initialValues: value<Readonly<Record<string, unknown>>>('First values of a new record', 'context', { type: 'object' }),
    fields: items<FormField | string>('Fields; none: all', 'columns', formFieldSchema),
    columns: choice('Columns', ['1', '2', '3'], '1'),
    submitLabel: words('Words of the button that saves', 'Save'),
    cancelLabel: words('Words of the button that gives up', 'Cancel'),
    showCancel: flag('Show the button that gives up', true),
    hideActions: flag('Show no buttons'),
    readOnly: flag('Read-only'),
    disabled: flag('Disabled'),
    resetAfterSave: flag('Empty it after saving'),
  },
  events: {
    submit: {
      label: 'Values are valid and about to be saved; without an entity the form does nothing else',
      payload: 'context<values: context>',
    },
    saved: { label: 'Saved', payload: 'context<record: any>' },
    failed: { label: 'Refused', payload: 'context<title: string, detail: string>' },
    cancelled: { label: 'Given up', payload: 'context<>' },
    change: { label: 'A value changed', payload: 'context<values: context>' },
  },
  slots: { children: { label: 'Inputs of its own' }, actions: { label: 'Beside the buttons' } },
  outputs: {
    values: { label: 'Values by field', feelType: 'context' },
    dirty: { label: 'Whether something was changed', feelType: 'boolean' },
    valid: { label: 'Whether nothing is refused', feelType: 'boolean' },
    saving: { label: 'Whether it is being saved', feelType: 'boolean' },
  },
});
