import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApplication, publish, publishEvents, pushDefinition, setConnector, setReceiver } from '@plinth/api-contract';
import type { TestPlatform } from './testing.ts';
import { chain, inputs } from './testing-processes.ts';

const place = { tenant: 'main', environment: 'development' };
const orders = { ...place, application: 'orders' };

/** What the makers of a bank publish about it. */
const accounts = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Bank of Examples', version: '2.4' },
  security: [{ key: [] }],
  paths: {
    '/accounts': {
      get: {
        operationId: 'accounts',
        summary: 'Accounts of an owner',
        parameters: [{ name: 'owner', in: 'query', required: true, schema: { type: 'string', default: 'ann' } }],
        responses: {
          200: { content: { 'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Account' } } } } },
        },
      },
    },
    '/accounts/{number}/movements': {
      get: {
        operationId: 'movements',
        summary: 'What came and went, the newest first',
        parameters: [{ name: 'number', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { content: { 'application/json': { schema: { type: 'array', items: { type: 'object' } } } } } },
      },
    },
    '/payments': {
      post: {
        operationId: 'pay',
        summary: 'Pay an amount from one account to another',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Payment' } } } },
        responses: { 204: {} },
      },
    },
  },
  components: {
    schemas: {
      Account: {
        type: 'object',
        required: ['number'],
        properties: {
          number: { type: 'string', description: 'IBAN, in groups of four' },
          balance: { type: 'number' },
          currency: { type: 'string', enum: ['CZK', 'EUR'] },
        },
      },
      Payment: {
        type: 'object',
        required: ['from', 'to', 'amount'],
        properties: { from: { type: 'string' }, to: { type: 'string' }, amount: { type: 'number' } },
      },
    },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  },
});

const paidMessage =
  '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:orders"><message id="m" name="com.bank.paid"/><process id="p" isExecutable="true"/></definitions>';
const booking = {
  ...JSON.parse(
    chain({
      paid: { type: 'startEvent', label: 'Paid', content: '<messageEventDefinition messageRef="m"/>' },
      book: {
        type: 'serviceTask',
        label: 'Book the payment',
        attributes: { 'plinth:does': 'record.create', 'plinth:entity': 'payment' },
        content: inputs({ invoice: 'event.subject', amount: 'event.data.amount' }),
      },
      booked: { type: 'endEvent', label: 'Booked' },
    }),
  ),
  ...{ label: 'Booking', document: paidMessage },
};
const files = {
  'plinth.yaml': 'format: 1\nkey: orders\ntype: application\nlabel: Orders\nicon: shopping-cart\nhomePage: payments\n',
  'settings.yaml':
    'greeting: { type: text, label: Greeting on the first page }\nlimit: { type: decimal, label: Most that one orders at once }\n',
  'roles.yaml':
    'seller:\n  label: Seller\n  heldBy: members\n  emit: [ placed ]\n  call: [ total ]\n  ask: [ accounts ]\n  permissions:\n    payment: all\n',
  'entities/payment.yaml':
    'label: Payment\nlabelPlural: Payments\ntitle: invoice\nfields:\n  invoice: { type: text, required: true }\n  amount: { type: decimal, scale: 2 }\n',
  'event-types/paid.yaml': JSON.stringify({
    ...{ label: 'Paid', type: 'com.bank.paid', from: 'elsewhere' },
    schema: { type: 'object', required: ['amount'], properties: { amount: { type: 'number', minimum: 0 } } },
  }),
  'event-types/placed.yaml': JSON.stringify({
    ...{ label: 'Order placed', type: 'com.example.order.placed' },
    schema: {
      type: 'object',
      required: ['amount', 'customer'],
      properties: { amount: { type: 'number' }, customer: { type: 'string' }, voucher: { type: 'string' } },
    },
  }),
  'processes/booking.yaml': JSON.stringify(booking),
  'functions/total.yaml': JSON.stringify({
    label: 'Total of prices',
    input: { prices: 'list<number>' },
    result: 'number',
    grants: { records: { payment: ['read'] } },
    source: `/** What an order costs, with a tenth off from a thousand. */
export default async ({ prices }) => {
  if (prices.length === 0) throw new RangeError('nothing is ordered');
  const sum = prices.reduce((total, price) => total + price, 0);
  console.log(prices.length, 'prices');
  return sum >= 1000 ? sum * 0.9 : sum;
};
`,
    tests: {
      'adds them': { input: { prices: [1, 2] }, expect: 3 },
      'a tenth off': { input: { prices: [800, 400] }, expect: 1080 },
      'needs some': { input: { prices: [] }, fails: 'nothing is ordered' },
    },
  }),
  'external-actions/accounts.yaml': `connection: bankOfExamples
action: accounts
effect: reads
input: { owner: string }
required: [ owner ]
result: 'context<body: list<context<number: string, balance: number, currency: string>>>'
rows: body
`,
  'pages/payments.yaml': `label: Payments
path: ''
queries:
  payments: { entity: payment, sort: [ invoice ], count: true }
components:
  - ui.page:
      title: Payments
      children:
        - ui.table: { label: Payments, query: payments, columns: [ invoice, amount ] }
`,
};

/** Another system: a bank that is asked, and an ERP that is told. */
export async function startOtherSystem(): Promise<{ readonly address: string; close(): Promise<void> }> {
  const server: Server = createServer((request, answer) => {
    request.resume().on('end', () => {
      if (request.url?.startsWith('/away')) answer.writeHead(503).end('Maintenance until 06:00');
      else
        answer.writeHead(200, { 'content-type': 'application/json' }).end(
          JSON.stringify([
            { number: 'CZ65 0800 0000 1920 0014 5399', balance: 1284.5, currency: 'CZK' },
            { number: 'DE89 3704 0044 0532 0130 00', balance: 20, currency: 'EUR' },
          ]),
        );
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** An application that works with another system: it asks it, tells it of events, hears of some, and calculates by a function. */
export async function stockOrders({ client }: TestPlatform, other: string): Promise<void> {
  const secrets = { key: { kind: 'key', value: 'of-the-guide' } } as const;
  await client.call(setConnector, place, { connection: 'bankOfExamples', format: 'openapi', document: accounts, address: other, secrets });
  await client.call(setConnector, place, { connection: 'orderQueue', format: 'amqp', address: 'amqp://127.0.0.1:1/' });
  await client.call(createApplication, orders, { key: 'orders', type: 'application', label: 'Orders' });
  await client.call(pushDefinition, orders, { files });
  await publish(client, orders, { version: '1.0.0' });
  const told = { types: ['com.bank.*', 'com.example.*'], toldBy: null, filter: 'event.data.amount > 10' };
  await client.call(setReceiver, place, { receiver: 'erp', address: `${other}/events`, ...told });
  await client.call(setReceiver, place, { receiver: 'warehouse', address: `${other}/away`, ...told });
  const paid = (subject: string, amount: unknown, minutes: number) => ({
    ...{ specversion: '1.0', id: subject, source: '/bank', type: 'com.bank.paid', subject, data: { amount } },
    time: new Date(Date.now() - minutes * 60_000).toISOString(),
  });
  await client.call(publishEvents, place, {
    events: [
      paid('invoice-118', 129.9, 46),
      paid('invoice-119', 12.5, 31),
      paid('invoice-120', '84,00', 24),
      paid('invoice-121', 940, 11),
      paid('invoice-122', null, 3),
    ],
  });
}
