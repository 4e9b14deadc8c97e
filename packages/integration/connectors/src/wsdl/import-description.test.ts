import { expect, test } from 'vitest';
import { importWsdl } from './import-wsdl.ts';

const description = (inside: string) => `<?xml version="1.0"?>
<d:description xmlns:d="http://www.w3.org/ns/wsdl" targetNamespace="urn:hotel" xmlns:t="urn:hotel" xmlns:m="urn:messages"
  xmlns:soap="http://www.w3.org/ns/wsdl/soap" xmlns:ext="http://www.w3.org/ns/wsdl-extensions" xmlns:x="http://www.w3.org/2001/XMLSchema">
  <d:documentation>Rooms.</d:documentation>
  <d:types>
    <x:import namespace="urn:more" schemaLocation="more.xsd"/>
    <x:schema targetNamespace="urn:messages" elementFormDefault="qualified">
      <x:element name="check"><x:complexType><x:sequence><x:element name="nights" type="x:int"/></x:sequence></x:complexType></x:element>
      <x:element name="checked" type="x:decimal"/>
      <x:element name="session" type="x:string"/>
    </x:schema>
  </d:types>${inside}</d:description>`;

const to = 'http://www.w3.org/ns/wsdl/';
const soapBinding = 'type="http://www.w3.org/ns/wsdl/soap" soap:protocol="http://www.w3.org/2003/05/soap/bindings/HTTP/"';

const hotel = description(`
  <d:interface name="Base"><d:operation name="ping" pattern="${to}in-only"><d:input element="#none"/></d:operation></d:interface>
  <d:interface name="Hotel" extends="t:Base">
    <d:fault name="full" element="m:session"/>
    <d:operation name="check" pattern="${to}in-out" style="${to}style/iri" ext:safe="true">
      <d:documentation> Is a room free? </d:documentation>
      <d:input messageLabel="In" element="m:check"/><d:output messageLabel="Out" element="m:checked"/><d:outfault ref="t:full"/>
    </d:operation>
    <d:operation name="report" pattern="${to}robust-in-only"><d:input element="e:more" xmlns:e="urn:more"/></d:operation>
    <d:operation name="whatever"><d:input element="m:check"/><d:output element="#any"/></d:operation>
    <d:operation name="asks" pattern="${to}out-in"><d:output element="m:check"/><d:input element="m:checked"/></d:operation>
    <d:operation name="any"><d:input element="#any"/><d:output element="m:checked"/></d:operation>
    <d:operation name="other"><d:input/><d:output element="m:checked"/></d:operation>
    <d:operation name="strange" pattern="urn:my-pattern"><d:input element="m:check"/></d:operation>
    <d:operation name="byGet"><d:input element="m:check"/><d:output element="m:checked"/></d:operation>
    <d:operation name="signed"><d:input element="m:check"/><d:output element="m:checked"/></d:operation>
    <d:operation name="lost"><d:input element="m:nowhere"/><d:output element="m:checked"/></d:operation>
  </d:interface>
  <d:interface name="Alone"><d:operation name="nobody"><d:input element="m:check"/></d:operation></d:interface>
  <d:binding name="Plain" type="http://www.w3.org/ns/wsdl/http"><d:operation ref="t:check"/></d:binding>
  <d:binding name="Soap" interface="t:Hotel" ${soapBinding}>
    <d:operation ref="t:check" soap:action="urn:check"><d:input><soap:header element="m:session"/></d:input></d:operation>
    <d:operation ref="t:byGet" soap:mep="http://www.w3.org/2003/05/soap/mep/soap-response/"/>
    <d:operation ref="t:signed"><d:input><soap:header element="m:session" required="true"/></d:input></d:operation>
  </d:binding>
  <d:service name="HotelService" interface="t:Hotel">
    <d:endpoint name="h" binding="t:Plain" address="https://hotel.example/plain"/>
    <d:endpoint name="s" binding="t:Soap" address="https://hotel.example/soap"/>
  </d:service>`);

const more =
  '<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:more"><x:element name="more" type="x:boolean"/></x:schema>';

test('operations of WSDL 2.0 become actions, or it is said why not', () => {
  const { connector, report } = importWsdl(hotel, (path) => (path === 'more.xsd' ? more : null));
  expect(report).toMatchObject({ version: '2.0', title: 'HotelService', notes: [] });
  expect(report.operations.map(({ name, outcome, reason, changes }) => [name, outcome, reason ?? changes.join('; ')])).toEqual([
    ['Base ping', 'taken', ''],
    ['Hotel check', 'changed', 'its header session is not sent'],
    ['Hotel report', 'taken', ''],
    ['Hotel whatever', 'changed', 'Its output may be any element, and nothing says which. It is taken as anything'],
    ['Hotel asks', 'left out', 'The system asks it of others: its pattern is out-in.'],
    ['Hotel any', 'left out', 'Its input may be any element, and nothing says which.'],
    ['Hotel other', 'left out', 'Its input is described by no element of XML Schema.'],
    ['Hotel strange', 'left out', 'Its pattern is urn:my-pattern, which is none that is known.'],
    [
      'Hotel byGet',
      'left out',
      'It is bound by HTTP without SOAP, which is not asked. It is asked by GET (the pattern SOAP Response), and SOAP is spoken by POST alone.',
    ],
    [
      'Hotel signed',
      'left out',
      'It is bound by HTTP without SOAP, which is not asked. It needs the header m:session in its in-out messages, which is not spoken.',
    ],
    ['Hotel lost', 'changed', 'nowhere, its input, is described nowhere, and is taken as anything'],
    ['Alone nobody', 'left out', 'No binding says how it is asked.'],
  ]);
  expect(connector.servers.map(({ address }) => address)).toEqual(['https://hotel.example/plain', 'https://hotel.example/soap']);
  expect(connector.description).toBe('Rooms.');
  expect(connector.actions.check).toMatchObject({
    description: 'Is a room free?',
    effect: 'reads',
    input: { properties: { check: { $ref: '#/types/check' } }, required: ['check'], additionalProperties: false },
    output: { properties: { checked: { $ref: '#/types/checked' } } },
    binding: { protocol: 'soap', version: '1.2', action: 'urn:check', style: 'document', elements: ['{urn:messages}check'] },
  });
  expect(connector.actions.ping).toMatchObject({ input: { properties: {}, required: [] }, binding: { elements: [] } });
  expect(connector.actions.report).toMatchObject({ effect: 'once', binding: { action: '', elements: ['{urn:more}more'] } });
});

test('what an endpoint binds by something else than SOAP over HTTP is told', () => {
  const face = '<d:interface name="I"><d:operation name="check"><d:input element="m:check"/></d:operation></d:interface>';
  const reasonOf = (binding: string) =>
    importWsdl(description(`${face}<d:binding name="B" interface="t:I" ${binding}</d:binding>`), () => more).report.operations[0];
  expect(reasonOf('type="http://www.w3.org/ns/wsdl/http">')?.reason).toBe('It is bound by HTTP without SOAP, which is not asked.');
  expect(reasonOf('type="urn:own">')?.reason).toBe('It is bound by urn:own, and not by SOAP.');
  expect(reasonOf('type="http://www.w3.org/ns/wsdl/soap" soap:protocol="urn:jms">')?.reason).toBe(
    'It is asked over urn:jms, and SOAP is spoken over HTTP alone.',
  );
  expect(reasonOf(`${soapBinding}><soap:module ref="urn:secure" required="true"/>`)?.reason).toBe(
    'It needs the module urn:secure in its in-out messages, which is not spoken.',
  );
  expect(reasonOf(`${soapBinding} soap:version="1.1">`)).toMatchObject({ outcome: 'taken', as: 'check' });
});

test('interfaces that extend each other in a circle, and files that are not beside it, end', () => {
  const circle = description(`<d:include location="else.wsdl"/><d:import namespace="urn:x" location="https://x.example/x.wsdl"/>
    <d:interface name="A" extends="t:B"/><d:interface name="B" extends="t:A t:Lost"/>
    <d:service name="S" interface="t:A"><d:endpoint name="e" binding="t:Lost"/></d:service>`);
  expect(importWsdl(circle).report).toMatchObject({
    operations: [],
    notes: [
      'else.wsdl, which it includes, is not beside it.',
      'https://x.example/x.wsdl, which it imports, is at another place, which is not fetched.',
      'more.xsd is not beside it: what it describes is taken as anything.',
    ],
  });
});
