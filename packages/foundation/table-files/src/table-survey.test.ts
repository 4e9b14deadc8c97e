import { expect, test } from 'vitest';
import { type SurveyOptions, TableSurvey } from './table-survey.ts';
import { dateIn, dateTimeIn, timeIn } from './values/written-dates.ts';
import { numberIn } from './values/written-numbers.ts';

function survey(rows: readonly (readonly string[])[], options?: SurveyOptions) {
  const found = new TableSurvey(rows[0]?.length ?? 0, options);
  for (const row of rows) found.add(row);
  return found.findings();
}

test('what columns look like', () => {
  const rows = [
    ['1', '1.5', '0123', '2026-01-31', 'yes', '', 'a@b.cz', 'x', '2026-01-31T10:00:00Z', '08:30', 'https://a.cz'],
    ['-2', '2', '77', '1.2.2026', 'no', '', 'c@d.cz', `two\nlines`, '2026-02-01 10:00', '09:00:00', ''],
  ];
  expect(survey(rows).map(({ type }) => type)).toEqual([
    'integer',
    'decimal',
    'text',
    'date',
    'boolean',
    'text',
    'email',
    'longText',
    'dateTime',
    'time',
    'url',
  ]);
});

test('one value that is written one way tells how the others are meant', () => {
  const rows = [
    ['1.234,50', '01/02/2026', '1,234'],
    ['7', '31/12/2025', '2,345'],
  ];
  expect(survey(rows)).toMatchObject([
    { type: 'decimal', decimalSign: ',', decimals: 2 },
    { type: 'date', dateOrder: 'dmy' },
    { type: 'integer', decimalSign: '.' },
  ]);
  expect(survey([['1,234', '01/02/2026', '1.2.2026']], { decimalSign: ',', dateOrder: 'mdy' })).toMatchObject([
    { type: 'decimal', decimalSign: ',' },
    { type: 'date', dateOrder: 'mdy' },
    { type: 'date', dateOrder: 'dmy' },
  ]);
});

test('few values are listed, and a value that comes again is not unique', () => {
  const rows = Array.from({ length: 120 }, (_, place) => [String(place), place % 2 === 0 ? 'open' : 'closed', '']);
  expect(survey(rows)).toMatchObject([
    { unique: true, values: null, filled: 120 },
    {
      unique: false,
      values: [
        { value: 'open', count: 60 },
        { value: 'closed', count: 60 },
      ],
    },
    { unique: false, filled: 0, empty: 120, type: 'text' },
  ]);
});

test.each([
  ['1.234,5', ',', '1234.5'],
  ['1 234 567', '.', '1234567'],
  ['1’234.50', '.', '1234.50'],
  ['−3', '.', '-3'],
  ['007', '.', null],
  ['1,23', '.', null],
  ['12.34.56', ',', null],
  ['1e5', '.', null],
  ['', '.', null],
] as const)('the number %j with %s is %s', (text, sign, number) => {
  expect(numberIn(text, sign)).toBe(number);
});

test.each([
  ['31.1.2026', 'mdy', '2026-01-31'],
  ['1. 2. 2026', 'dmy', '2026-02-01'],
  ['1/31/2026', 'mdy', '2026-01-31'],
  ['1/31/2026', 'dmy', null],
  ['2026-02-30', 'dmy', null],
  ['2026/1/5', 'dmy', '2026-01-05'],
  ['1.2/2026', 'dmy', null],
] as const)('the day %j, %s, is %s', (text, order, day) => {
  expect(dateIn(text, order)).toBe(day);
});

test.each([
  ['31.1.2026 14:30', 'dmy', '2026-01-31T14:30:00'],
  ['1/31/2026 2:30 PM', 'mdy', '2026-01-31T14:30:00'],
  ['2026-01-31T14:30:00+0100', 'dmy', '2026-01-31T14:30:00+01:00'],
  ['2026-01-31t14:30z', 'dmy', '2026-01-31T14:30:00Z'],
  ['2026-01-31', 'dmy', null],
  ['2026-01-31 25:00', 'dmy', null],
] as const)('the moment %j, %s, is %s', (text, order, moment) => {
  expect(dateTimeIn(text, order)).toBe(moment);
});

test('times of day', () => {
  expect(['8:05', '12:00 am', '12:30 p.m.', '13:00 pm', '24:00'].map(timeIn)).toEqual(['08:05:00', '00:00:00', '12:30:00', null, null]);
});
