import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { JsonSchema } from '@plinth/json-schema';
import type { HttpAnswer } from '@plinth/outgoing';
import { childNamed, parseDocument, textOf, type XmlElement } from '@plinth/xml-document';
import type { SoapBinding } from '../binding.ts';
import type { OpenConnection } from '../connection.ts';
import type { Action } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import { elementValue } from '../soap/read-xml.ts';
import { elementOf, printed } from '../soap/write-xml.ts';
import { localName } from '../wsdl/xml-names.ts';
import type { Spoken } from './spoken.ts';

const envelopes = { '1.1': 'http://schemas.xmlsoap.org/soap/envelope/', '1.2': 'http://www.w3.org/2003/05/soap-envelope' } as const;

/** An action as a message of SOAP 1.1 or 1.2 over HTTP. Throws `connectors.unwritable-input`. */
export function speakSoap({ connector, address }: OpenConnection, action: Action, binding: SoapBinding, input: JsonObject): Spoken {
  const url = new URL(address);
  const { host } = url;
  const { types } = connector;
  const { version } = binding;
  const parts = binding.elements.flatMap((name) => {
    const local = localName(name);
    return Object.hasOwn(input, local) ? [elementOf(types, name, memberOf(action.input, local), input[local] ?? null)] : [];
  });
  const wrapper = { name: binding.operation, attributes: { xmlns: binding.namespace }, content: parts, isNew: false };
  const body = { name: 'e:Body', attributes: {}, content: binding.style === 'rpc' ? [wrapper] : parts, isNew: false };
  const envelope = { name: 'e:Envelope', attributes: { 'xmlns:e': envelopes[version] }, content: [body], isNew: false };
  const action12 = binding.action === '' ? '' : `; action="${binding.action}"`;
  const type = version === '1.1' ? 'text/xml; charset=utf-8' : `application/soap+xml; charset=utf-8${action12}`;
  return {
    request: {
      method: 'POST',
      address: url,
      headers: {
        'user-agent': 'Plinth',
        accept: version === '1.1' ? 'text/xml' : 'application/soap+xml',
        'content-type': headerText(type),
        ...(version === '1.1' ? { soapaction: headerText(`"${binding.action}"`) } : {}),
      },
      body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${printed([envelope])}`),
    },
    inWordsOfHttp: (answer) => inWordsOfHttp(answer, host),
    read(answer) {
      // One who is told something and answers nothing.
      if (answer.body.byteLength === 0) return {};
      const content = bodyIn(answer, host);
      if (content === null) throw unreadable(host, 'it is no envelope of SOAP');
      const told = binding.style === 'rpc' ? (content.children[0]?.children ?? []) : content.children;
      const found = told.map((element) => [element.name, elementValue(types, memberOf(action.output, element.name), element)] as const);
      return Object.fromEntries(found);
    },
  };
}

function memberOf(schema: JsonSchema, name: string): JsonSchema {
  const properties = isJsonObject(schema) && isJsonObject(schema.properties) ? schema.properties : {};
  return Object.hasOwn(properties, name) ? ((properties[name] ?? true) as JsonSchema) : true;
}

/** A fault as an answer that failed: who asked wrong is told so, whatever the status was. */
function inWordsOfHttp(answer: HttpAnswer, host: string): HttpAnswer {
  const isXml = /xml/i.test(answer.headers['content-type'] ?? '');
  if (answer.body.byteLength === 0) return answer;
  if (!isXml && answer.status >= 300) return answer;
  const fault = faultIn(answer, host);
  if (fault === null) return answer;
  const { code, message, detail } = fault;
  const status = ['Client', 'Sender', 'MustUnderstand', 'VersionMismatch', 'DataEncodingUnknown'].includes(
    localPart(code.split('.')[0] ?? ''),
  )
    ? 422
    : 500;
  const body: JsonValue = { code: localPart(fault.subcode ?? code), message, detail };
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(body)) };
}

interface Fault {
  readonly code: string;
  readonly subcode: string | null;
  readonly message: string;
  readonly detail: JsonValue;
}

function faultIn(answer: HttpAnswer, host: string): Fault | null {
  let fault: XmlElement | null;
  try {
    const content = bodyIn(answer, host);
    fault = content === null ? null : childNamed(content, 'Fault');
  } catch (error) {
    // A failure that says nothing readable is the failure that its status says.
    if (answer.status >= 300) return null;
    throw error;
  }
  if (fault === null) return null;
  const part = (name: string) => fault.children.find((child) => child.name === name) ?? null;
  const code = part('Code');
  const detail = part('detail') ?? part('Detail');
  const told = detail === null || detail.children.length === 0 ? null : elementValue({}, true, detail);
  if (code === null)
    return { code: part('faultcode')?.text.trim() ?? '', subcode: null, message: part('faultstring')?.text.trim() ?? '', detail: told };
  const subcode = childNamed(code, 'Subcode');
  return {
    code: textOf(code, 'Value')?.trim() ?? '',
    subcode: subcode === null ? null : (textOf(subcode, 'Value')?.trim() ?? null),
    message: part('Reason')?.children[0]?.text.trim() ?? '',
    detail: told,
  };
}

function bodyIn({ body, headers }: HttpAnswer, host: string): XmlElement | null {
  const [, charset = 'utf-8'] = /charset="?([^\s";]+)/i.exec(headers['content-type'] ?? '') ?? [];
  let text: string;
  try {
    text = new TextDecoder(charset, { fatal: true }).decode(body);
  } catch (cause) {
    throw unreadable(host, `it is no ${charset}`, cause);
  }
  const { root } = parseDocument(text, (reason, { line, column }) => unreadable(host, `line ${line}, column ${column}: ${reason}`));
  if (root.name !== 'Envelope' || !Object.values(envelopes).some((namespace) => namespace === root.namespace)) return null;
  return childNamed(root, 'Body');
}

function unreadable(host: string, reason: string, cause?: unknown): Error {
  return connectorErrors.unreadableAnswer({ host, reason }, { cause });
}

function localPart(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/** A document may say anything; a header holds one line. */
function headerText(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7e]/g, '');
}
