import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { jsonName } from '../parse-proto.ts';
import type { ProtoEnum, ProtoField, ProtoFile, ProtoMessage, ProtoMethod, ProtoService } from '../proto-file.ts';
import { readMessage } from '../wire/read-message.ts';
import type { WireTypes } from '../wire/wire-type.ts';

/** A file as a server describes it, with the name by which others import it. */
export interface DescribedFile extends ProtoFile {
  readonly name: string;
}

/** Reads a `FileDescriptorProto` of Google's `descriptor.proto`. Throws `MalformedBytes`. */
export function readDescriptor(wire: WireTypes, bytes: Uint8Array): DescribedFile {
  const file = new Part(readMessage(wire, 'd.File', bytes));
  const [package_, syntax] = [file.text('package'), file.text('syntax') || 'proto2'];
  const found: Found = { file: { syntax, features: file.part('options').part('fileFeatures') }, messages: [], enums: [], extensions: 0 };
  found.extensions += file.parts('extension').length;
  for (const one of file.parts('messageType')) readMessageType(one, package_, found, 0);
  for (const one of file.parts('enumType')) found.enums.push(readEnum(one, package_));
  return {
    ...{ name: file.text('name'), package: package_, syntax },
    imports: file.texts('dependency').map((path) => ({ path, kind: 'plain' })),
    messages: found.messages,
    enums: found.enums,
    services: file.parts('service').map((one) => readService(one, package_)),
    extensions: found.extensions,
  };
}

interface Found {
  readonly file: { readonly syntax: string; readonly features: Part };
  readonly messages: ProtoMessage[];
  readonly enums: ProtoEnum[];
  extensions: number;
}

const deepest = 60;
/** Of `FeatureSet`: what editions say where proto2 and proto3 had words of their own. */
const [implicit, legacyRequired, expanded] = [2, 3, 2];

function readMessageType(message: Part, scope: string, found: Found, depth: number): void {
  if (depth > deepest) return;
  const name = within(scope, message.text('name'));
  const nested = message.parts('nestedType');
  // A map is told as a list of entries, each a message of its own. Some libraries name it as it is called within.
  const entries = new Map(
    nested
      .filter((one) => one.part('options').is('mapEntry'))
      .flatMap((one) => [`.${within(name, one.text('name'))}`, one.text('name')].map((written) => [written, one] as const)),
  );
  const fields = message.parts('field').map((field) => readField(field, found.file, entries.get(field.text('typeName')) ?? null));
  found.messages.push({ name, fields, line: 0 });
  found.extensions += message.parts('extension').length;
  for (const one of nested) if (!one.part('options').is('mapEntry')) readMessageType(one, name, found, depth + 1);
  for (const one of message.parts('enumType')) found.enums.push(readEnum(one, name));
}

function readField(field: Part, { syntax, features }: Found['file'], entry: Part | null): ProtoField {
  const [name, options, label] = [field.text('name'), field.part('options'), field.text('label')];
  const of = (part: string) => options.part('features').number(part) || features.number(part);
  const [key, value] = ['key', 'value'].map((each) => entry?.parts('field').find((one) => one.text('name') === each));
  const isOld = syntax === 'proto2';
  const isRequired = label === 'LABEL_REQUIRED' || of('fieldPresence') === legacyRequired;
  const isRepeated = label === 'LABEL_REPEATED' && entry === null;
  const isAlways = isOld || (syntax !== 'proto3' && of('fieldPresence') !== implicit);
  return {
    name,
    jsonName: field.text('jsonName') || jsonName(name),
    number: field.number('number'),
    label: isRequired ? 'required' : isRepeated ? 'repeated' : 'single',
    type: typeOf(value ?? field),
    keyType: key === undefined ? null : typeOf(key),
    deprecated: options.is('deprecated'),
    presence: field.is('proto3Optional') || field.has('oneofIndex') || isAlways,
    packed: options.has('packed') ? options.is('packed') : !isOld && of('repeatedFieldEncoding') !== expanded,
    group: field.text('type') === 'TYPE_GROUP',
    // What a server tells of itself has no comments.
    description: '',
  };
}

function typeOf(field: Part): string {
  const type = field.text('type');
  return ['TYPE_MESSAGE', 'TYPE_ENUM', 'TYPE_GROUP'].includes(type) ? field.text('typeName') : type.replace('TYPE_', '').toLowerCase();
}

function readEnum(one: Part, scope: string): ProtoEnum {
  const values = one.parts('value').map((value) => [value.text('name'), value.number('number')] as const);
  return { name: within(scope, one.text('name')), values };
}

function readService(service: Part, scope: string): ProtoService {
  return { name: within(scope, service.text('name')), methods: service.parts('method').map(readMethod) };
}

function readMethod(method: Part): ProtoMethod {
  const options = method.part('options');
  return {
    ...{ name: method.text('name'), input: method.text('inputType'), output: method.text('outputType') },
    ...{ inputStream: method.is('clientStreaming'), outputStream: method.is('serverStreaming') },
    options: { deprecated: String(options.is('deprecated')), idempotency_level: options.text('idempotencyLevel') },
    line: 0,
    description: '',
  };
}

function within(scope: string, name: string): string {
  return scope === '' ? name : `${scope}.${name}`;
}

/** A message that was read, of which nothing need be there. */
class Part {
  readonly #value: JsonObject;

  constructor(value: JsonValue | undefined) {
    this.#value = isJsonObject(value) ? value : {};
  }

  has(name: string): boolean {
    return this.#value[name] !== undefined;
  }

  text(name: string): string {
    const value = this.#value[name];
    return typeof value === 'string' ? value : '';
  }

  texts(name: string): readonly string[] {
    const value = this.#value[name];
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  }

  number(name: string): number {
    const value = this.#value[name];
    return typeof value === 'number' ? value : 0;
  }

  is(name: string): boolean {
    return this.#value[name] === true;
  }

  part(name: string): Part {
    return new Part(this.#value[name]);
  }

  parts(name: string): readonly Part[] {
    const value = this.#value[name];
    return Array.isArray(value) ? value.map((each) => new Part(each)) : [];
  }
}
