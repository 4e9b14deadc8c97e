import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { httpExchange, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { listen } from 'soap';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type OpenConnection, usualLimits } from '../connection.ts';
import { importWsdl } from '../wsdl/import-wsdl.ts';
import { ConnectorCalls } from './connector-calls.ts';

const soap = { '1.1': 'http://schemas.xmlsoap.org/wsdl/soap/', '1.2': 'http://schemas.xmlsoap.org/wsdl/soap12/' } as const;

const wsdl = (version: keyof typeof soap, address: string, style: 'document' | 'rpc' = 'document') => `<?xml version="1.0"?>
<definitions name="Bank" targetNamespace="urn:bank" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:tns="urn:bank" xmlns:t="urn:types"
  xmlns:s="${soap[version]}" xmlns:x="http://www.w3.org/2001/XMLSchema">
  <types>
    <x:schema targetNamespace="urn:types" elementFormDefault="unqualified">
      <x:complexType name="Money"><x:simpleContent><x:extension base="x:decimal"><x:attribute name="currency" type="x:string"/></x:extension></x:simpleContent></x:complexType>
      <x:complexType name="Booking"><x:sequence><x:element name="amount" type="t:Money"/><x:element name="text" type="x:string" nillable="true"/></x:sequence></x:complexType>
    </x:schema>
    <x:schema targetNamespace="urn:bank" elementFormDefault="qualified"><x:import namespace="urn:types"/>
      <x:element name="GetAccount"><x:complexType><x:sequence>
        <x:element name="number" type="x:string"/><x:element name="since" type="x:date" minOccurs="0"/>
      </x:sequence></x:complexType></x:element>
      <x:element name="GetAccountResponse"><x:complexType><x:sequence>
        <x:element name="number" type="x:string"/><x:element name="open" type="x:boolean"/><x:element name="branch" type="x:int"/>
        <x:element name="booking" type="t:Booking" minOccurs="0" maxOccurs="unbounded"/>
      </x:sequence></x:complexType></x:element>
    </x:schema>
  </types>
  ${
    style === 'document'
      ? '<message name="In"><part name="parameters" element="tns:GetAccount"/></message><message name="Out"><part name="parameters" element="tns:GetAccountResponse"/></message>'
      : '<message name="In"><part name="number" type="x:string"/><part name="count" type="x:int"/></message><message name="Out"><part name="result" type="t:Booking"/></message>'
  }
  <portType name="Accounts"><operation name="GetAccount"><input message="tns:In"/><output message="tns:Out"/></operation></portType>
  <binding name="B" type="tns:Accounts"><s:binding style="${style}" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="GetAccount"><s:operation soapAction="urn:bank#GetAccount"/>
      <input><s:body use="literal" namespace="urn:bank"/></input><output><s:body use="literal" namespace="urn:bank"/></output></operation></binding>
  <service name="BankService"><port name="AccountsPort" binding="tns:B"><s:address location="${address}"/></port></service>
</definitions>`;

const open: Server[] = [];
async function serve(listener: RequestListener): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/bank` };
}
const closeAll = () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
};
afterAll(closeAll);

const calls = new ConnectorCalls({ exchange: httpExchange(outgoingSockets(readReachableHosts('127.0.0.1').hosts)) });
const { signal } = new AbortController();
function ask(address: string, input: JsonObject, document = wsdl('1.1', address)) {
  const { connector } = importWsdl(document);
  const connection: OpenConnection = {
    id: address,
    connector,
    address,
    secrets: { login: { kind: 'basic', login: 'me', password: 'a-long-password' } },
    limits: { ...usualLimits, milliseconds: 10_000, attempts: 1 },
  };
  return calls.call({ signal }, connection, 'getAccount', input);
}

describe.each(['1.1', '1.2'] as const)('a server of SOAP %s', (version) => {
  let address: string;
  let document: string;
  const seen: { args?: unknown; authorization?: string | undefined } = {};

  beforeAll(async () => {
    const served = await serve((_, answer) => answer.writeHead(404).end());
    address = served.address;
    document = wsdl(version, address);
    const service = {
      BankService: {
        AccountsPort: {
          GetAccount(args: { readonly number: string }, _done: unknown, _headers: unknown, request: { headers: Record<string, string> }) {
            Object.assign(seen, { args, authorization: request.headers.authorization });
            if (args.number === 'none')
              throw version === '1.1'
                ? { Fault: { faultcode: 'soap:Client', faultstring: 'No such account', detail: { reason: 'unknown' } } }
                : { Fault: { Code: { Value: 'soap:Sender', Subcode: { Value: 'bank:Unknown' } }, Reason: { Text: 'No such account' } } };
            return {
              number: args.number,
              open: true,
              branch: 7,
              booking: [
                { amount: { attributes: { currency: 'EUR' }, $value: '12345678901234567.89' }, text: 'a < b & "c"' },
                { amount: '2', text: '' },
              ],
            };
          },
        },
      },
    };
    await new Promise<void>((done) =>
      listen(served.server, { path: '/bank', services: service, xml: document, forceSoap12Headers: version === '1.2', callback: done }),
    );
  });

  test('answers what it is asked, exactly', async () => {
    const { output, mismatches } = await ask(address, { GetAccount: { number: '<17> & co', since: '2026-01-31' } }, document);
    expect(seen).toMatchObject({ args: { number: '<17> & co' }, authorization: expect.stringMatching(/^Basic /) });
    expect(output).toEqual({
      GetAccountResponse: {
        number: '<17> & co',
        open: true,
        branch: 7,
        booking: [
          { amount: { $: '12345678901234567.89', '@currency': 'EUR' }, text: 'a < b & "c"' },
          { amount: { $: 2 }, text: '' },
        ],
      },
    });
    expect(mismatches).toEqual([]);
  });

  test('tells a fault as an error with its code', async () => {
    await expect(ask(address, { GetAccount: { number: 'none' } }, document)).rejects.toMatchObject({
      code: 'connectors.refused',
      details: { answer: { status: 422, body: { code: version === '1.1' ? 'Client' : 'Unknown', message: 'No such account' } } },
    });
  });
});

test('parts of the style rpc stand in the operation, and their answers too', async () => {
  const { server, address } = await serve((_, answer) => answer.writeHead(404).end());
  const document = wsdl('1.1', address, 'rpc');
  const service = {
    BankService: {
      AccountsPort: { GetAccount: ({ number, count }: Record<string, JsonValue>) => ({ result: { amount: count, text: number } }) },
    },
  };
  await new Promise<void>((done) => listen(server, { path: '/bank', services: service, xml: document, callback: done }));
  const { output } = await ask(address, { number: '17', count: 3 }, document);
  expect(output).toMatchObject({ result: { amount: { $: 3 }, text: '17' } });
});

describe('what is said and heard', () => {
  afterEach(closeAll);
  const envelope = (body: string) =>
    `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${body}</e:Body></e:Envelope>`;
  const answering = async (text: string, status = 200, type = 'text/xml') => {
    let said = '';
    const { address } = await serve((request, answer) => {
      request.on('data', (part) => {
        said += String(part);
      });
      request.on('end', () => answer.writeHead(status, { 'content-type': type }).end(text));
    });
    const result = await ask(address, { GetAccount: { number: 'x' } }).catch((error: unknown) => error);
    return { result, said: () => said };
  };

  test('each element is in its namespace, and none where it has none', async () => {
    const told =
      '<GetAccountResponse xmlns="urn:bank"><number>1</number><booking><amount xmlns="">1</amount><text xmlns="" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/></booking></GetAccountResponse>';
    const { result, said } = await answering(envelope(told));
    expect(said()).toContain('<GetAccount xmlns="urn:bank"><number xmlns="urn:bank">x</number></GetAccount>');
    expect(result).toMatchObject({ output: { GetAccountResponse: { number: '1', booking: [{ amount: { $: 1 }, text: null }] } } });
  });

  test.each([
    ['no XML', 'hello', 200, 'connectors.unreadable-answer'],
    ['another document', '<a/>', 200, 'connectors.unreadable-answer'],
    ['entities', `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${envelope('&x;')}`, 200, 'connectors.unreadable-answer'],
    ['half of it', envelope('<GetAccountResponse xmlns="urn:bank"/>').slice(0, -5), 200, 'connectors.unreadable-answer'],
    ['too deep', envelope('<a>'.repeat(300)), 200, 'connectors.unreadable-answer'],
    [
      'a fault with status 200',
      envelope('<e:Fault><faultcode>e:Server</faultcode><faultstring>no</faultstring></e:Fault>'),
      200,
      'connectors.refused',
    ],
    ['a page of HTML that says no', '<html><br></html>', 503, 'connectors.refused'],
  ])('%s', async (_, text, status, code) => {
    expect((await answering(text, status)).result).toMatchObject({ code });
  });

  test('what XML has no form for is not sent', async () => {
    await expect(ask('http://127.0.0.1:1/', { GetAccount: { number: '\u0000' } })).rejects.toMatchObject({
      code: 'connectors.unwritable-input',
    });
  });
});

test('WSDL 2.0: what a program receives, with an action and without, and one that answers nothing', async () => {
  const heard: { readonly type: string | undefined; readonly body: string }[] = [];
  const { address } = await serve(async (request, response) => {
    const body = (await request.toArray()).join('');
    heard.push({ type: request.headers['content-type'], body });
    if (body.includes('tell')) return void response.writeHead(202).end();
    response.setHeader('content-type', 'application/soap+xml');
    response.end('<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><r xmlns="urn:m">12</r></e:Body></e:Envelope>');
  });
  const document = `<description xmlns="http://www.w3.org/ns/wsdl" targetNamespace="urn:t" xmlns:t="urn:t" xmlns:m="urn:m" xmlns:w="http://www.w3.org/ns/wsdl/soap">
    <types><schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:m">
      <element name="q" type="string"/><element name="r" type="int"/><element name="tell" type="string"/></schema></types>
    <interface name="I"><operation name="GetAccount"><input element="m:q"/><output element="m:r"/></operation>
      <operation name="Tell" pattern="http://www.w3.org/ns/wsdl/robust-in-only"><input element="m:tell"/></operation></interface>
    <binding name="B" interface="t:I" type="http://www.w3.org/ns/wsdl/soap"><operation ref="t:GetAccount" w:action="urn:ask"/></binding>
    <service name="S" interface="t:I"><endpoint name="E" binding="t:B" address="${address}"/></service></description>`;
  const { connector } = importWsdl(document);
  const connection: OpenConnection = { id: address, connector, address, secrets: {}, limits: usualLimits };
  expect(await calls.call({ signal }, connection, 'getAccount', { q: 'a<b' })).toMatchObject({ output: { r: 12 }, mismatches: [] });
  expect(await calls.call({ signal }, connection, 'tell', { tell: 'x' })).toMatchObject({ output: {}, mismatches: [] });
  const envelope = (inside: string) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>${inside}</e:Body></e:Envelope>`;
  expect(heard).toEqual([
    { type: 'application/soap+xml; charset=utf-8; action="urn:ask"', body: envelope('<q xmlns="urn:m">a&lt;b</q>') },
    { type: 'application/soap+xml; charset=utf-8', body: envelope('<tell xmlns="urn:m">x</tell>') },
  ]);
});
