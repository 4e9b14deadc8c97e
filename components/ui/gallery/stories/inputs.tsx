import { statuses } from '../sample-data.ts';
import { Show } from '../show.tsx';
import type { Story } from './story.ts';

const manyClients = Array.from({ length: 40 }, (_, index) => ({ id: `guest-${index + 1}`, title: `Guest number ${index + 1}` }));
const listen = ['change', 'submit', 'cancel', 'blur', 'changeEnd'];

/** Each input as it is, with a value and help, refused, read-only and disabled. */
function states(component: string, label: string, value: unknown, more: Readonly<Record<string, unknown>> = {}): Story {
  return {
    name: component,
    // biome-ignore lint/correctness/noComponentHookFactories: made once, when the module is read
    Show: () => (
      <div className="gallery-columns">
        <Show component={component} properties={{ label, ...more }} listen={listen} />
        <Show
          component={component}
          properties={{ label: `${label}, needed`, required: true, value, help: 'What people should know.', ...more }}
          listen={listen}
        />
        <Show
          component={component}
          properties={{ label: `${label}, refused`, value, error: 'This was refused, and here is why.', ...more }}
          listen={listen}
        />
        <Show component={component} properties={{ label: `${label}, read-only`, value, readOnly: true, ...more }} />
        <Show component={component} properties={{ label: `${label}, disabled`, value, disabled: true, ...more }} />
      </div>
    ),
  };
}

export const inputStories: readonly Story[] = [
  states('text-input', 'Name', 'Petr Novák', { placeholder: 'First and last name', maxLength: 40 }),
  states('long-text-input', 'Note', 'Asked for a longer term.'),
  states('number-input', 'Quantity', '1234567.125', { unit: 'kg' }),
  states('money-input', 'Amount', { amount: '96396.5', currency: 'EUR' }),
  states('checkbox', 'Insured', true),
  states('switch', 'Notify', true),
  {
    name: 'editable-text',
    Show: () => (
      <div className="gallery-columns">
        <Show
          component="editable-text"
          properties={{ label: 'Task', value: 'Call the notary', maxLength: 40 }}
          listen={['save', 'cancel', 'opened', 'closed']}
        />
        <Show component="editable-text" properties={{ label: 'Task', value: 'Print the contract', struck: true, opens: 'click' }} />
        <Show component="editable-text" properties={{ label: 'Note', placeholder: 'Add a note' }} />
        <Show component="editable-text" properties={{ label: 'Task', value: 'Only to read', readOnly: true }} />
      </div>
    ),
  },
  {
    name: 'select/box',
    Show: () => (
      <div className="gallery-columns">
        <Show
          component="select"
          properties={{
            label: 'Guest',
            appearance: 'box',
            rows: 4,
            value: 'guest-2',
            options: manyClients.map(({ id, title }) => ({ value: id, label: title })),
          }}
          listen={listen}
        />
        <Show component="select" properties={{ label: 'Nobody', appearance: 'box', rows: 4, options: [] }} />
      </div>
    ),
  },
  states('date-input', 'Granted on', '1996-04-29'),
  states('time-input', 'Opens at', '09:30:00'),
  states('date-time-input', 'Meets at', '2026-11-24T14:30:00Z'),
  states('duration-input', 'Takes', 'P1DT2H30M'),
  states('email-input', 'E-mail', 'petr@example.com'),
  states('phone-input', 'Phone', '+420 123 456 789'),
  states('url-input', 'Site', 'https://example.com'),
  states('select', 'Status', 'running', { options: statuses }),
  {
    ...states('select', 'Frequency', 'month', {
      appearance: 'segmented',
      options: [
        { value: 'week', label: 'Week' },
        { value: 'month', label: 'Month' },
      ],
    }),
    name: 'select/segmented',
  },
  {
    ...states('select', 'Delivery', 'post', {
      appearance: 'radio',
      options: [
        { value: 'post', label: 'By post' },
        { value: 'mail', label: 'By e-mail' },
      ],
    }),
    name: 'select/radio',
  },
  states('multi-select', 'Statuses', ['running', 'paid'], { options: statuses }),
  { ...states('multi-select', 'Days', ['running'], { appearance: 'checkboxes', options: statuses }), name: 'multi-select/checkboxes' },
  states('json-input', 'Settings', { limit: 5 }),
  states('file-input', 'Contract', { id: 'f1', name: 'contract.pdf', size: 120_400, mediaType: 'application/pdf' }),
  states('reference-picker', 'Client', { id: 'client-1', title: 'Novák, Petr' }, { entity: 'client', page: 'client' }),
  states(
    'multi-reference-picker',
    'Guarantors',
    [
      { id: 'client-1', title: 'Novák, Petr' },
      { id: 'client-4', title: 'Černá, Eva' },
    ],
    { entity: 'client', page: 'client' },
  ),
  {
    name: 'multi-reference-picker/many',
    Show: () => (
      <div className="gallery-columns">
        {[false, true].map((readOnly) => (
          <Show
            key={String(readOnly)}
            component="multi-reference-picker"
            properties={{ label: readOnly ? 'Invited' : 'To invite', entity: 'client', readOnly, value: manyClients }}
          />
        ))}
        <Show component="multi-reference-picker" properties={{ label: 'Nobody', entity: 'client', readOnly: true }} />
      </div>
    ),
  },
  states('slider', 'Diameter', 40, { unit: 'px' }),
  {
    name: 'search-box',
    Show: () => (
      <div className="gallery-row">
        <Show component="search-box" properties={{ label: 'Search clients' }} listen={['change']} />
        <Show component="search-box" properties={{ label: 'Search loans', value: 'Novák' }} />
      </div>
    ),
  },
];
