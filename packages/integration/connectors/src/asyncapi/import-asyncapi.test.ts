import { expect, test } from 'vitest';
import { importAsyncApi } from './import-asyncapi.ts';

const components = `
components:
  messages: { Booked: { payload: { $ref: '#/components/schemas/Booking' } }, Avro: { schemaFormat: application/vnd.apache.avro, payload: {} } }
  schemas: { Booking: { type: object, properties: { amount: { type: number }, next: { $ref: '#/components/schemas/Booking' } } } }
`;

test('version 3: what is received is an action, what is sent a trigger', () => {
  const { connector, report } = importAsyncApi(`
asyncapi: 3.0.0
info: { title: Bookings, version: '1' }
servers: { main: { host: 'kafka.example:9092', protocol: kafka } }
channels:
  booked: { address: 'booked.{branch}', messages: { one: { $ref: '#/components/messages/Booked' } } }
  mixed: { address: mixed, messages: { a: { $ref: '#/components/messages/Avro' }, b: { contentType: text/plain, payload: { type: string } } } }
operations:
  book: { action: receive, channel: { $ref: '#/channels/booked' }, messages: [{ $ref: '#/channels/booked/messages/one' }] }
  told: { action: send, channel: { $ref: '#/channels/mixed' } }
  lost: { action: send, channel: { $ref: '#/channels/none' } }
${components}`);
  expect(report.operations.map(({ name, kind, outcome, as }) => [name, kind, outcome, as])).toEqual([
    ['book', 'action', 'taken', 'book'],
    ['told', 'trigger', 'changed', 'told'],
    ['lost', 'trigger', 'left out', null],
  ]);
  expect(report.operations[2]?.reason).toBe('Its channel cannot be found: #/channels/none is not there.');
  expect(report.notes).toEqual([]);
  expect(connector.servers).toEqual([{ address: 'kafka://kafka.example:9092', description: '', variables: {} }]);
  expect(connector.actions.book).toMatchObject({
    input: { properties: { branch: { type: 'string' }, message: { $ref: '#/types/Booking' } }, required: ['branch', 'message'] },
    binding: { protocol: 'channel', transport: 'kafka', address: 'booked.{branch}' },
  });
  expect(connector.triggers.told).toMatchObject({ payload: { anyOf: [{}, { type: 'string' }] } });
});

test('version 2, whose words are those of the other side', () => {
  const { connector, report } = importAsyncApi(`
asyncapi: 2.6.0
channels:
  booked:
    publish: { operationId: book, message: { oneOf: [{ $ref: '#/components/messages/Booked' }, {}] } }
    subscribe: { message: { $ref: '#/nowhere' } }
${components}`);
  expect(report.operations).toMatchObject([
    { name: 'publish booked', kind: 'action', outcome: 'changed', as: 'book' },
    { name: 'subscribe booked', kind: 'trigger', outcome: 'left out', reason: 'Its message cannot be found: #/nowhere is not there.' },
  ]);
  expect(connector.actions.book).toMatchObject({ input: { properties: { message: { anyOf: [{ $ref: '#/types/Booking' }, {}] } } } });
});

test.each(['', 'openapi: 3.0.0', 'asyncapi: 1.2.0', '[]'])('%j is refused', (text) => {
  expect(() => importAsyncApi(text)).toThrow(expect.objectContaining({ code: 'connectors.unreadable-document' }));
});
