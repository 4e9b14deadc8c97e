import { expect, test } from 'vitest';
import { UniqueKeys } from './unique-keys.ts';
import { inNumber, keyOfName, labelOfWords, wordsOf } from './words.ts';

test.each([
  ['order_lines', 'orderLine', 'Order line', 'Order lines'],
  ['OrderDetails', 'orderDetail', 'Order detail', 'Order details'],
  ['CUSTOMER_ADDRESSES', 'customerAddress', 'Customer address', 'Customer addresses'],
  ['companies', 'company', 'Company', 'Companies'],
  ['status', 'status', 'Status', 'Statuses'],
  ['people', 'person', 'Person', 'People'],
  ['databases', 'database', 'Database', 'Databases'],
  ['boxes', 'box', 'Box', 'Boxes'],
  ['news', 'news', 'News', 'News'],
  ['Straßen', 'strassen', 'Straßen', 'Straßen'],
  ['Kunden_Aufträge', 'kundenAuftraege', 'Kunden Aufträge', 'Kunden Aufträge'],
  ['customerID', 'customerId', 'Customer ID', 'Customer IDs'],
  ['日本', 'u65e5672c', '日本', '日本'],
  ['2nd', 'n2nd', '2nd', '2nds'],
])('I9 %s is called %s, %s and %s', (name, key, one, many) => {
  const words = wordsOf(name);
  const single = inNumber(words, 'one');
  expect([keyOfName(single, name), labelOfWords(single, name), labelOfWords(inNumber(words, 'many'), name)]).toEqual([key, one, many]);
});

test('I9 keys are unique whatever their case and length', () => {
  const keys = new UniqueKeys(['id']);
  const long = 'a'.repeat(80);
  expect([keys.take('id', 'userId'), keys.take('userid'), keys.take(long), keys.take(long)]).toEqual([
    'userId',
    'userid2',
    'a'.repeat(63),
    `${'a'.repeat(62)}2`,
  ]);
  // What a definition may call nothing is no key either: a table of a motor race has constructors.
  expect(new UniqueKeys().take('constructor')).toBe('constructor2');
});
