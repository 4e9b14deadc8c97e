import { expect, test } from 'vitest';
import { importWsdl } from './import-wsdl.ts';

const wsdl = (types: string, more = '') => `<?xml version="1.0"?>
<definitions name="Bank" targetNamespace="urn:bank" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:tns="urn:bank"
  xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:h="http://schemas.xmlsoap.org/wsdl/http/">
  <types><x:schema targetNamespace="urn:bank" elementFormDefault="qualified">${types}</x:schema></types>
  <message name="In"><part name="p" element="tns:Ask"/></message>
  <message name="Out"><part name="p" element="tns:Told"/></message>
  <message name="Rpc"><part name="id" type="x:long"/><part name="lost" type="tns:Lost"/></message>
  <portType name="Accounts">
    <operation name="Balance"><documentation> The balance. </documentation><input message="tns:In"/><output message="tns:Out"/></operation>
    <operation name="Old"><input message="tns:In"/></operation>
    <operation name="ByParts"><input message="tns:Rpc"/></operation>
    <operation name="Nowhere"><input message="tns:None"/></operation>
    <operation name="Unbound"/>
  </portType>
  <binding name="B" type="tns:Accounts"><s:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Balance"><s:operation soapAction="urn:balance"/><input><s:body use="literal"/></input></operation>
    <operation name="Old"><input><s:body use="encoded"/></input></operation>
    <operation name="ByParts"><s:operation style="rpc"/><input><s:body use="literal"/></input></operation>
    <operation name="Nowhere"/>
  </binding>
  <binding name="H" type="tns:Accounts"><h:binding verb="GET"/><operation name="Balance"/><operation name="Old"/></binding>
  <service name="S"><port name="P" binding="tns:B"><s:address location="https://bank.example/soap"/></port></service>
  ${more}</definitions>`;

const types = `
<x:element name="Ask"><x:complexType><x:sequence>
  <x:element name="id" type="x:int"/><x:element name="kind" type="tns:Kind" minOccurs="0"/>
  <x:choice><x:element name="iban" type="x:string"/><x:element name="number" type="x:long"/></x:choice>
</x:sequence><x:attribute name="lang" use="required"/></x:complexType></x:element>
<x:element name="Told" type="tns:Account"/>
<x:simpleType name="Kind"><x:restriction base="x:string"><x:enumeration value="GIRO"/><x:enumeration value="SAVINGS"/></x:restriction></x:simpleType>
<x:complexType name="Thing"><x:sequence><x:element name="made" type="x:dateTime" nillable="true"/></x:sequence></x:complexType>
<x:complexType name="Account"><x:complexContent><x:extension base="tns:Thing"><x:sequence>
  <x:element name="amount" type="tns:Money"/><x:element ref="tns:Told" minOccurs="0" maxOccurs="unbounded"/><x:group ref="tns:More"/>
</x:sequence></x:extension></x:complexContent></x:complexType>
<x:complexType name="Money"><x:simpleContent><x:extension base="x:decimal"><x:attribute name="currency" type="x:token"/></x:extension></x:simpleContent></x:complexType>
<x:group name="More"><x:sequence><x:element name="note"><x:simpleType><x:restriction base="x:string"><x:maxLength value="9"/></x:restriction></x:simpleType></x:element></x:sequence></x:group>`;

test('SOAP over something else than HTTP is told, unless it is bound over HTTP too; names without a prefix are those of the document', () => {
  const bound = (name: string, transport: string) => `<binding name="${name}" type="Accounts"><s:binding transport="${transport}"/>
    <operation name="Balance"><input><s:body use="literal"/></input></operation></binding>`;
  const document = (
    bindings: string,
  ) => `<definitions targetNamespace="urn:bank" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:x="http://www.w3.org/2001/XMLSchema"
    xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"><message name="In"><part name="id" type="x:string"/></message>
    <portType name="Accounts"><operation name="Balance"><input message="In"/></operation></portType>${bindings}</definitions>`;
  const tcp = bound('A', 'http://schemas.microsoft.com/soap/tcp');
  const outcomesOf = (bindings: string) =>
    importWsdl(document(bindings)).report.operations.map(({ name, outcome, reason }) => [name, outcome, reason]);
  expect(outcomesOf(tcp)).toEqual([
    ['Accounts Balance', 'left out', 'It is asked over http://schemas.microsoft.com/soap/tcp, and SOAP is spoken over HTTP alone.'],
  ]);
  const taken = [['Accounts Balance', 'taken', null]];
  expect(outcomesOf(tcp + bound('B', 'http://schemas.xmlsoap.org/soap/http'))).toEqual(taken);
  expect(outcomesOf(bound('C', 'http://www.w3.org/2003/05/soap/bindings/HTTP/'))).toEqual(taken);
});

test('operations become actions, or it is said why not', () => {
  const { connector, report } = importWsdl(wsdl(types));
  expect(report.operations.map(({ name, outcome, as, reason, changes }) => [name, outcome, as, reason ?? changes.join()])).toEqual([
    ['Accounts Balance', 'taken', 'balance', ''],
    ['Accounts Old', 'left out', null, 'Its messages are encoded, and only literal ones have a type that is known.'],
    ['Accounts ByParts', 'changed', 'byParts', 'the part lost of its input is of a type that is not there, and is taken as anything'],
    ['Accounts Nowhere', 'left out', null, 'Its input is the message tns:None, which is not there.'],
    ['Accounts Unbound', 'left out', null, 'No binding says how it is asked.'],
  ]);
  expect(connector.servers).toMatchObject([{ address: 'https://bank.example/soap' }]);
  expect(connector.actions.balance).toMatchObject({
    description: 'The balance.',
    input: { properties: { Ask: { $ref: '#/types/Ask' } }, required: ['Ask'] },
    output: { properties: { Told: { $ref: '#/types/Told' } } },
    binding: {
      protocol: 'soap',
      version: '1.1',
      action: 'urn:balance',
      style: 'document',
      operation: 'Balance',
      elements: ['{urn:bank}Ask'],
    },
  });
  expect(connector.types).toEqual({
    Ask: {
      type: 'object',
      properties: {
        id: { type: 'integer', minimum: -2147483648, maximum: 2147483647 },
        kind: { $ref: '#/types/Kind' },
        iban: { type: 'string' },
        number: { type: ['integer', 'string'] },
        '@lang': { type: 'string' },
      },
      required: ['id', '@lang'],
      'x-xml-namespace': 'urn:bank',
    },
    Kind: { type: 'string', enum: ['GIRO', 'SAVINGS'] },
    Told: { $ref: '#/types/Account' },
    Thing: {
      type: 'object',
      properties: { made: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] } },
      required: ['made'],
      'x-xml-namespace': 'urn:bank',
    },
    Account: {
      allOf: [
        { $ref: '#/types/Thing' },
        {
          type: 'object',
          properties: {
            amount: { $ref: '#/types/Money' },
            Told: { type: 'array', items: { $ref: '#/types/Told' } },
            note: { allOf: [{ type: 'string' }, { maxLength: 9 }] },
          },
          required: ['amount', 'note'],
          'x-xml-namespace': 'urn:bank',
        },
      ],
    },
    Money: { type: 'object', properties: { $: { type: ['number', 'string'] }, '@currency': { type: 'string' } } },
  });
});

test('what it imports is beside it, and nowhere else', () => {
  const asked: string[] = [];
  const { connector, report } = importWsdl(
    wsdl(
      '<x:include schemaLocation="types.xsd"/><x:import namespace="urn:x" schemaLocation="http://169.254.169.254/x.xsd"/><x:include schemaLocation="../../etc/passwd"/>',
      '<import namespace="urn:y" location="more.wsdl"/><import namespace="urn:z" location="file:///etc/passwd"/>',
    ),
    (path) => {
      asked.push(path);
      return path === 'types.xsd' ? `<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:tns="urn:bank">${types}</x:schema>` : null;
    },
  );
  expect(new Set(asked)).toEqual(new Set(['types.xsd', 'more.wsdl']));
  expect(Object.keys(connector.types)).toContain('Account');
  expect(report.notes).toHaveLength(4);
});

test('patterns are kept where ECMA-262 means the same, and told elsewhere', () => {
  const simple = (name: string, base: string, facets: string) =>
    `<x:simpleType name="${name}"><x:restriction base="x:${base}">${facets}</x:restriction></x:simpleType>`;
  const pattern = (value: string) => `<x:pattern value="${value}"/>`;
  const facets = {
    Iban: ['token', pattern('[A-Z]{2}\\d{2}[A-Z0-9]{1,30}')],
    Either: ['string', pattern('a|b') + pattern('[^$]c')],
    Name: ['string', `${pattern('\\i\\c*')}<x:maxLength value="5"/>`],
    Dollar: ['string', pattern('^a$')],
    Bytes: ['base64Binary', '<x:maxLength value="3"/>'],
  } as const;
  const members = Object.keys(facets).map((name) => `<x:element name="${name}" type="tns:${name}"/>`);
  const written = Object.entries(facets).map(([name, [base, own]]) => simple(name, base, own));
  const ask = `<x:element name="Ask"><x:complexType><x:sequence>${members.join('')}</x:sequence></x:complexType></x:element>`;
  const { connector, report } = importWsdl(wsdl(ask + written.join('')));
  expect(connector.types).toMatchObject({
    Iban: { allOf: [{}, { pattern: '^(?:[A-Z]{2}\\p{Nd}{2}[A-Z0-9]{1,30})$' }] },
    Either: { allOf: [{}, { pattern: '^(?:a|b|[^$]c)$' }] },
    Name: { allOf: [{}, { maxLength: 5 }] },
    Dollar: { type: 'string' },
    Bytes: { contentEncoding: 'base64' },
  });
  expect(JSON.stringify(connector.types.Bytes)).not.toContain('maxLength');
  expect(report.types.flatMap(({ changes }) => changes).sort()).toEqual([
    'the pattern \\i\\c* is one of XML Schema alone, and is not kept',
    'the pattern ^a$ is one of XML Schema alone, and is not kept',
  ]);
});

test('groups in circles end', () => {
  const { report } = importWsdl(
    wsdl(
      '<x:element name="Ask"><x:complexType><x:group ref="tns:G"/></x:complexType></x:element><x:group name="G"><x:sequence><x:group ref="tns:G"/></x:sequence></x:group>',
    ),
  );
  expect(report.operations[0]).toMatchObject({ as: 'balance' });
});

test.each([
  '',
  'hello',
  '<a/>',
  '<definitions/>',
  '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><definitions xmlns="http://schemas.xmlsoap.org/wsdl/">&x;</definitions>',
])('%j is refused', (text) => {
  expect(() => importWsdl(text)).toThrow(expect.objectContaining({ code: 'connectors.unreadable-document' }));
});
