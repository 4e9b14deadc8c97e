import type { EntityDescription, FieldDescription, RecordValues } from '@plinth/component-kit';

function field(key: string, label: string, type: string, more: Partial<FieldDescription> = {}): FieldDescription {
  return { key, label, type, required: false, readOnly: false, ...more };
}

export const statuses = [
  { value: 'running', label: 'Running', tone: 'good' },
  { value: 'arrears', label: 'In arrears', tone: 'bad' },
  { value: 'decision', label: 'Decision due', tone: 'warn' },
  { value: 'paid', label: 'Paid', tone: 'neutral' },
];

export const loan: EntityDescription = {
  key: 'loan',
  label: 'Loan',
  labelPlural: 'Loans',
  operations: ['read', 'create', 'update', 'delete'],
  relations: [{ key: 'guarantors', label: 'Guarantors', target: 'client', readOnly: false }],
  fields: [
    field('number', 'Loan', 'integer', { required: true }),
    field('client', 'Client', 'reference', { target: 'client', required: true }),
    field('region', 'Region', 'text', { maxLength: 60 }),
    field('amount', 'Amount', 'money', { currency: 'CZK', required: true, minimum: '1000' }),
    field('months', 'Months', 'integer', { required: true, help: 'How long the loan runs.' }),
    field('granted_on', 'Granted on', 'date'),
    field('insured', 'Insured', 'boolean'),
    field('status', 'Status', 'choice', { options: statuses, required: true }),
    field('email', 'E-mail', 'email'),
    field('note', 'Note', 'longText'),
  ],
};

const everyType: EntityDescription = {
  key: 'everything',
  label: 'Everything',
  labelPlural: 'Everything',
  operations: ['read', 'create', 'update'],
  relations: [],
  fields: [
    field('text', 'Text', 'text'),
    field('integer', 'Integer', 'integer'),
    field('decimal', 'Decimal', 'decimal', { scale: 4 }),
    field('money', 'Money', 'money'),
    field('boolean', 'Boolean', 'boolean'),
    field('date', 'Date', 'date'),
    field('time', 'Time', 'time'),
    field('dateTime', 'Date and time', 'dateTime'),
    field('duration', 'Duration', 'duration'),
    field('email', 'E-mail', 'email'),
    field('phone', 'Phone', 'phone'),
    field('url', 'URL', 'url'),
    field('choice', 'Choice', 'choice', { options: statuses }),
    field('multiChoice', 'Choices', 'multiChoice', { options: statuses }),
    field('reference', 'Reference', 'reference', { target: 'client' }),
    field('file', 'File', 'file', { accept: ['text/*'], maxBytes: 2000 }),
    field('longText', 'Long text', 'longText'),
    field('json', 'JSON', 'json'),
  ],
};

export const entities = [loan, everyType];

const names = [
  'Novák, Petr',
  'Svobodová, Jana',
  'Dvořák, Tomáš',
  'Černá, Eva',
  'Procházka, Jiří',
  'Kučerová, Lenka',
  'Veselý, Martin',
  'Horáková, Alžběta',
];
const regions = ['Prague', 'south Moravia', 'west Bohemia', 'north Moravia', 'east Bohemia', 'central Bohemia'];

export const clients = names.map((title, index) => ({ id: `client-${index + 1}`, title }));

/** Loans, the same at each call. */
export function loans(count: number): readonly RecordValues[] {
  return Array.from({ length: count }, (_, index) => {
    const client = clients[index % clients.length];
    return {
      id: `loan-${index + 1}`,
      version: 1,
      title: `Loan ${5314 + index}`,
      number: 5314 + index,
      client: client ?? null,
      region: regions[(index * 7) % regions.length],
      amount: String(80_952 + ((index * 7919) % 190_000)),
      months: [12, 24, 36, 48, 60][(index * 3) % 5],
      granted_on: `199${3 + (index % 6)}-0${1 + (index % 9)}-1${index % 10}`,
      insured: index % 3 === 0,
      status: statuses[(index * 5) % statuses.length]?.value,
      email: `client${index + 1}@example.com`,
      note: index % 4 === 0 ? 'Asked for a longer term; the branch in Brno keeps the papers.' : null,
    };
  });
}

export const loansByYear = [
  { year: '1993-01-01', granted: '12', amount: '1875240', arrears: '210000' },
  { year: '1994-01-01', granted: '101', amount: '14201480.50', arrears: '1400500' },
  { year: '1995-01-01', granted: '90', amount: '12875900', arrears: '980300' },
  { year: '1996-01-01', granted: '117', amount: '18003220', arrears: '2210000' },
  { year: '1997-01-01', granted: '196', amount: '29100410', arrears: '3120450' },
  { year: '1998-01-01', granted: '158', amount: '27204880', arrears: '1920000' },
];

export const loansByRegion = [
  'Prague',
  'south Moravia',
  'north Moravia',
  'central Bohemia',
  'west Bohemia',
  'east Bohemia',
  'south Bohemia',
  'north Bohemia',
].map((region, index) => ({ region, loans: 140 - index * 14 }));
