import { expect, test } from 'vitest';
import { formatOf, systemKey, titleOf } from './document-format.ts';

test.each([
  ['openapi: 3.1.0\n', '', 'openapi'],
  ['{"swagger": "2.0"}', '', 'openapi'],
  ['{"components": {}}', 'large.json', 'openapi'],
  ['asyncapi: 3.0.0', 'a.yaml', 'asyncapi'],
  ['syntax = "proto3";', '', 'proto'],
  ['<wsdl:definitions name="x">', '', 'wsdl'],
  ['type Query { a: Int }', '', 'graphql'],
  ['000100 01  ACCOUNT-RECORD.', '', 'copybook'],
  ['hello', 'notes.txt', null],
])('%j of %j is %s', (text, name, format) => {
  expect(formatOf(text, name)).toBe(format);
});

test('keys are short names of what a document calls itself', () => {
  expect(systemKey(titleOf('openapi: 3.1.0\ninfo:\n  title: Bank of Ünlü – API v2\n', 'x.yaml'))).toBe(
    'bankOfUNluApiV2'.replace('UNlu', 'UNlu'),
  );
  expect([
    systemKey(''),
    systemKey('12 Days'),
    systemKey(titleOf('{"openapi":"3.1.0","info":{"title":"Bank of X"}}', '')),
    systemKey(titleOf('', 'core-banking.proto')),
  ]).toEqual(['system', 'days', 'bankOfX', 'coreBanking']);
});
