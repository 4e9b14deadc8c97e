import type { ApplicationShell, PagePlan, PlanComponent, PlanQuery } from '@plinth/api-contract';

const component = (id: string, name: string, parts: Partial<PlanComponent> = {}): PlanComponent => ({
  id,
  parent: null,
  slot: 'children',
  component: name,
  properties: {},
  events: {},
  hiddenOn: [],
  layout: {},
  ...parts,
});

const query = (key: string, parts: Partial<PlanQuery>): PlanQuery => ({
  id: key,
  key,
  entity: 'loan',
  alsoReads: [],
  inputs: {},
  load: 'auto',
  limit: 50,
  sort: [],
  count: false,
  aggregated: false,
  ...parts,
});

const plan = (
  key: string,
  label: string,
  parts: Partial<Omit<PagePlan, 'page'>> & { readonly page?: Partial<PagePlan['page']> },
): PagePlan => ({
  format: 1,
  signature: `plan-${key}`,
  components: [],
  queries: [],
  versions: {},
  ...parts,
  page: { id: key, key, path: key, label, parameters: {}, state: {}, onOpen: [], ...parts.page },
});

const loanDesk = plan('loanDesk', 'Loan desk', {
  page: { state: { status: { type: 'string', initial: '' }, note: { type: 'string', initial: '' } } },
  queries: [
    query('openLoans', { inputs: { status: 'state.status', search: 'find.value' }, count: true }),
    query('byStatus', { aggregated: true, columns: { status: 'string', loans: 'number', amount: 'number' } }),
  ],
  components: [
    component('frame', 'ui.page', {
      properties: { title: 'Loan desk', description: 'Applications that wait for a decision, and every running loan.' },
    }),
    component('refresh', 'ui.button', {
      parent: 'frame',
      slot: 'actions',
      properties: { text: 'Refresh', icon: 'refresh' },
      events: {
        click: [
          { do: 'runQuery', query: 'openLoans' },
          { do: 'notify', message: 'The list is up to date.', tone: 'success' },
        ],
      },
    }),
    component('stats', 'ui.grid', { parent: 'frame', properties: { columns: 4 } }),
    component('s1', 'ui.stat', { parent: 'stats', properties: { label: 'Running loans', value: '= openLoans.count' } }),
    component('s2', 'ui.stat', {
      parent: 'stats',
      properties: { label: 'Outstanding', value: '151410176', format: 'money', currency: 'CZK' },
    }),
    component('s3', 'ui.stat', { parent: 'stats', properties: { label: 'In arrears', value: 45, tone: 'bad' } }),
    component('s4', 'ui.stat', {
      parent: 'stats',
      properties: { label: 'Largest loan', value: '590820.50', format: 'money', currency: 'CZK' },
    }),
    component('tools', 'ui.stack', { parent: 'frame', properties: { direction: 'horizontal', gap: '2' } }),
    component('find', 'ui.search-box', {
      parent: 'tools',
      name: 'find',
      properties: { label: 'Search loans' },
      layout: { grow: true, maxWidth: 320 },
    }),
    component('status', 'ui.select', {
      parent: 'tools',
      name: 'statusChoice',
      properties: {
        label: 'Status',
        labelHidden: true,
        placeholder: 'All statuses',
        options: [
          { value: 'running', label: 'Running' },
          { value: 'arrears', label: 'In arrears' },
        ],
      },
      events: { change: [{ do: 'setState', values: { status: '= event.value' } }] },
    }),
    component('table', 'ui.table', {
      parent: 'frame',
      name: 'loans',
      properties: {
        label: 'Loans',
        query: 'openLoans',
        columns: ['number', 'client', 'amount', 'months', 'granted', 'status'],
        rowPage: 'loan',
        height: 420,
      },
      events: { rowClick: [{ do: 'navigate', page: 'loan', parameters: { id: '= event.row.id' } }] },
    }),
    component('chart', 'ui.chart', {
      parent: 'frame',
      properties: {
        label: 'Loans by status',
        type: 'bar',
        rows: '= byStatus.rows',
        category: 'status',
        series: [{ field: 'loans', label: 'Loans' }],
      },
    }),
  ],
});

const loan = plan('loan', 'Loan', {
  page: { path: 'loanDesk/:id', parameters: { id: 'string' } },
  queries: [query('loan', { inputs: { id: 'parameters.id' } })],
  components: [
    component('frame', 'ui.page', { properties: { title: '{{ loan.first.title }}', width: 'medium' } }),
    component('card', 'ui.card', { parent: 'frame', properties: {} }),
    component('form', 'ui.form', {
      parent: 'card',
      properties: { label: 'Loan', entity: 'loan', record: '= loan.first', columns: '2' },
      events: {
        saved: [
          { do: 'notify', message: 'Saved', tone: 'success' },
          { do: 'navigate', page: 'loanDesk' },
        ],
      },
    }),
    component('remove', 'ui.button', {
      parent: 'frame',
      slot: 'actions',
      properties: { text: 'Delete', tone: 'bad' },
      events: {
        click: [
          { do: 'confirm', title: 'Delete this loan?', message: 'It cannot be brought back.', agree: 'Delete', tone: 'error' },
          { do: 'deleteRecord', entity: 'loan', id: '= parameters.id', catch: [{ do: 'notify', message: '= error.title', tone: 'error' }] },
        ],
      },
    }),
  ],
});

const trouble = plan('trouble', 'When things go wrong', {
  components: [
    component('gone', 'ui.acme/gauge', {}),
    component('broken', 'ui.text', { properties: { text: '= this is ( no expression' } }),
    component('note', 'ui.text', { properties: { text: 'The rest of the page goes on.' } }),
    component('rich', 'ui.rich-text', {
      properties: {
        html: '<p>Bold <b>text</b><img src=x onerror="window.hacked=1"><script>window.hacked=1</script><a href="javascript:window.hacked=1">link</a><svg onload="window.hacked=1"></svg></p>',
      },
    }),
  ],
});

/** Pages of a small bank application, as app-host would plan them. */
export const bankPlans: Readonly<Record<string, PagePlan>> = { loanDesk, loan, trouble };

/** Its shell. */
export const bankShell: ApplicationShell = {
  tenant: { key: 'acme', label: 'Acme Bank' },
  environment: { key: 'test', label: 'Test' },
  application: {
    key: 'bank',
    label: 'Bank',
    description: 'Clients, accounts and loans.',
    icon: 'building-bank',
    version: '1.4.0',
    signature: 's1',
    homePage: 'loanDesk',
  },
  person: { id: 'm1', name: 'Mara Nováková', email: 'mara@acme.example', roles: ['clerk'], groups: [], attributes: {} },
  userTypes: {},
  settings: {},
  settingTypes: {},
  hasTasks: false,
  pages: [
    { id: 'loanDesk', key: 'loanDesk', path: 'loanDesk', label: 'Loan desk', icon: 'coin', navigation: true },
    { id: 'loan', key: 'loan', path: 'loanDesk/:id', label: 'Loan', navigation: false },
    { id: 'trouble', key: 'trouble', path: 'trouble', label: 'When things go wrong', icon: 'alert-triangle', navigation: true },
  ],
  entities: [
    {
      key: 'loan',
      label: 'Loan',
      labelPlural: 'Loans',
      operations: ['read', 'create', 'update', 'delete'],
      relations: [],
      fields: [
        { key: 'number', label: 'Number', type: 'integer', required: true, readOnly: true },
        { key: 'client', label: 'Client', type: 'text', required: true, readOnly: false },
        { key: 'amount', label: 'Amount', type: 'money', currency: 'CZK', scale: 2, required: true, readOnly: false },
        { key: 'months', label: 'Months', type: 'integer', required: true, readOnly: false, minimum: '1', maximum: '360' },
        { key: 'granted', label: 'Granted', type: 'date', required: false, readOnly: false },
        {
          key: 'status',
          label: 'Status',
          type: 'choice',
          required: true,
          readOnly: false,
          options: [
            { value: 'running', label: 'Running', tone: 'good' },
            { value: 'arrears', label: 'In arrears', tone: 'bad' },
            { value: 'due', label: 'Decision due', tone: 'warn' },
            { value: 'paid', label: 'Paid', tone: 'neutral' },
          ],
        },
      ],
    },
  ],
  theme: { light: {}, dark: {} },
  locale: 'en',
  locales: ['en'],
  messages: {},
};

const names = [
  'Novák, Petr',
  'Svobodová, Jana',
  'Dvořák, Tomáš',
  'Černá, Eva',
  'Procházka, Jiří',
  'Kučerová, Lenka',
  'Veselý, Martin',
  'Horáková, Anna',
];
const statuses = ['running', 'arrears', 'running', 'paid', 'due', 'running'];

/** Records of the fake bank. */
export const bankLoans = Array.from({ length: 120 }, (_, index) => ({
  id: `l${index}`,
  version: 1,
  title: `Loan ${5314 + index * 7}`,
  number: 5314 + index * 7,
  client: names[index % names.length] ?? '',
  amount: `${(96_396 + ((index * 48_611) % 490_000)).toString()}.${index % 2 === 0 ? '00' : '50'}`,
  months: [12, 24, 36, 48, 60][index % 5] ?? 12,
  granted: `199${4 + (index % 5)}-0${1 + (index % 9)}-1${index % 10}`,
  status: statuses[index % statuses.length] ?? 'running',
}));
