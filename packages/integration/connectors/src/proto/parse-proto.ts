import type { ProtoEnum, ProtoField, ProtoFile, ProtoImport, ProtoMessage, ProtoMethod, ProtoService } from './proto-file.ts';
import { ProtoReader } from './proto-reader.ts';

/** What stands in a file or a message, as it is found. */
interface Found {
  /** Of the file; absent fields mean something else from proto3 on. */
  readonly syntax: () => string;
  readonly messages: ProtoMessage[];
  readonly enums: ProtoEnum[];
  extensions: number;
  /** What options `features` say, of the file and then of each message around what is read; the inner counts. */
  readonly features: Readonly<Record<string, string>>[];
}

const deepest = 60;

/** Reads a .proto file (proto2, proto3, editions). Throws `connectors.unreadable-document`, with the line. */
export function parseProto(text: string): ProtoFile {
  const reader = new ProtoReader(text);
  const imports: ProtoImport[] = [];
  const services: ProtoService[] = [];
  let syntax = 'proto2';
  const found: Found = { syntax: () => syntax, messages: [], enums: [], extensions: 0, features: [{}] };
  let package_ = '';
  while (!reader.isEnd) {
    if (reader.take(';')) continue;
    const word = reader.word();
    if (word === 'syntax' || word === 'edition') {
      reader.expect('=');
      syntax = reader.text();
      reader.expect(';');
    } else if (word === 'package') {
      package_ = reader.name();
      reader.expect(';');
    } else if (word === 'import') {
      const kind = reader.take('public') ? 'public' : reader.take('weak') || reader.take('option') ? 'weak' : 'plain';
      imports.push({ path: reader.text(), kind });
      reader.expect(';');
    } else if (word === 'service') services.push(readService(reader, package_));
    else if (!readDeclaration(reader, word, package_, found, 0)) reader.fail(`"${word}" is nothing that a file has`);
  }
  return { ...found, syntax, package: package_, imports, services };
}

function within(scope: string, name: string): string {
  return scope === '' ? name : `${scope}.${name}`;
}

/** A message, enum, extension or option, which stand in files and in messages; false where it is something else. */
function readDeclaration(reader: ProtoReader, word: string, scope: string, found: Found, depth: number): boolean {
  if (word === 'message') readMessage(reader, scope, found, depth);
  else if (word === 'enum') found.enums.push(readEnum(reader, scope));
  else if (word === 'extend') {
    reader.name();
    const inner: ProtoField[] = [];
    readFields(reader, scope, found, inner, depth + 1);
    found.extensions += inner.length;
  } else if (word === 'option') found.features.push({ ...found.features.pop(), ...featuresOf([reader.option()]) });
  else if ((word === 'export' || word === 'local') && (reader.isNext('message') || reader.isNext('enum')))
    return readDeclaration(reader, reader.word(), scope, found, depth);
  else return false;
  return true;
}

function readMessage(reader: ProtoReader, scope: string, found: Found, depth: number): void {
  const { line } = reader;
  const name = within(scope, reader.word());
  const fields: ProtoField[] = [];
  found.features.push(found.features.at(-1) ?? {});
  readFields(reader, name, found, fields, depth + 1);
  found.features.pop();
  found.messages.push({ name, fields, line });
}

/** What stands between the braces of a message, a oneof or an extension. */
function readFields(reader: ProtoReader, scope: string, found: Found, fields: ProtoField[], depth: number, oneOf = false): void {
  if (depth > deepest) reader.fail(`messages lie more than ${deepest} levels deep`);
  reader.expect('{');
  while (!reader.take('}')) {
    if (reader.take(';')) continue;
    // A field may have a type that is called like a word of the language; what follows tells.
    if (reader.isField) {
      readField(reader, scope, found, fields, { depth, oneOf });
      continue;
    }
    const word = reader.word();
    if (word === 'oneof') {
      reader.word();
      readFields(reader, scope, found, fields, depth + 1, true);
    } else if (word === 'reserved' || word === 'extensions') reader.skipStatement();
    else if (!readDeclaration(reader, word, scope, found, depth)) reader.fail(`"${word}" is nothing that a message has`);
  }
}

function readField(
  reader: ProtoReader,
  scope: string,
  found: Found,
  fields: ProtoField[],
  { depth, oneOf }: { readonly depth: number; readonly oneOf: boolean },
): void {
  const { comment: description } = reader;
  const label = reader.take('repeated') ? 'repeated' : reader.take('required') ? 'required' : 'single';
  const isOptional = label === 'single' && reader.take('optional');
  const isOld = found.syntax() === 'proto2';
  const { line } = reader;
  if (reader.take('group')) {
    const groupName = reader.word();
    const number = fieldNumber(reader);
    reader.options();
    const inner: ProtoField[] = [];
    readFields(reader, within(scope, groupName), found, inner, depth + 1);
    found.messages.push({ name: within(scope, groupName), fields: inner, line });
    const name = groupName.toLowerCase();
    const grouped = { presence: true, packed: false, group: true, description };
    fields.push({
      name,
      jsonName: jsonName(name),
      number,
      label,
      type: within(scope, groupName),
      keyType: null,
      deprecated: false,
      ...grouped,
    });
    return;
  }
  const { type, keyType } = fieldType(reader);
  const name = reader.word();
  const number = fieldNumber(reader);
  const options = reader.options();
  const { json_name: json, deprecated, packed } = options;
  const features = { ...found.features.at(-1), ...featuresOf(Object.entries(options)) };
  const { field_presence: presence } = features;
  reader.expect(';');
  const required = label === 'required' || presence === 'LEGACY_REQUIRED';
  fields.push({
    name,
    jsonName: json ?? jsonName(name),
    number,
    label: required ? 'required' : label,
    type,
    keyType,
    deprecated: deprecated === 'true',
    // Editions tell absent from empty, unless they say that they do not.
    presence: oneOf || isOptional || isOld || (found.syntax() !== 'proto3' && presence !== 'IMPLICIT'),
    packed: packed === undefined ? !isOld && features.repeated_field_encoding !== 'EXPANDED' : packed === 'true',
    group: features.message_encoding === 'DELIMITED',
    description,
  });
}

/** Features of editions by their names, written one by one or as one message. */
function featuresOf(options: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    options.flatMap(([name, value]) => {
      if (name === 'features')
        return [...value.matchAll(/(\w+):(\w+)/g)].map(([, feature = '', choice = '']) => [feature, choice] as const);
      return name.startsWith('features.') ? [[name.slice('features.'.length), value] as const] : [];
    }),
  );
}

function fieldType(reader: ProtoReader): { readonly type: string; readonly keyType: string | null } {
  if (!reader.isMap) return { type: reader.name(), keyType: null };
  reader.word();
  reader.expect('<');
  const keyType = reader.word();
  reader.expect(',');
  const type = reader.name();
  reader.expect('>');
  return { type, keyType };
}

function fieldNumber(reader: ProtoReader): number {
  reader.expect('=');
  const number = reader.integer();
  if (number < 1 || number > 536_870_911) reader.fail(`${number} is no number of a field`);
  return number;
}

/** `account_number` → `accountNumber`, as the JSON form of Protocol Buffers has it. */
export function jsonName(name: string): string {
  return name.replaceAll(/_+(\w?)/g, (_, letter: string) => letter.toUpperCase());
}

function readEnum(reader: ProtoReader, scope: string): ProtoEnum {
  const name = within(scope, reader.word());
  const values: [string, number][] = [];
  reader.expect('{');
  while (!reader.take('}')) {
    if (reader.take(';')) continue;
    const word = reader.word();
    if (reader.isNext('=')) {
      reader.expect('=');
      const number = reader.integer();
      reader.options();
      reader.expect(';');
      values.push([word, number]);
    } else if (word === 'option' || word === 'reserved') reader.skipStatement();
    else reader.fail(`"${word}" is nothing that an enum has`);
  }
  return { name, values };
}

function readService(reader: ProtoReader, scope: string): ProtoService {
  const name = within(scope, reader.word());
  const methods: ProtoMethod[] = [];
  reader.expect('{');
  while (!reader.take('}')) {
    if (reader.take(';')) continue;
    const { comment } = reader;
    const word = reader.word();
    if (word === 'option') reader.skipStatement();
    else if (word === 'rpc') methods.push(readMethod(reader, comment));
    else reader.fail(`"${word}" is nothing that a service has`);
  }
  return { name, methods };
}

function readMethod(reader: ProtoReader, description: string): ProtoMethod {
  const { line } = reader;
  const name = reader.word();
  const input = readSide(reader);
  if (!reader.take('returns')) reader.fail('a method says what it returns');
  const output = readSide(reader);
  const options: [string, string][] = [];
  if (reader.take('{'))
    while (!reader.take('}')) {
      if (reader.take(';')) continue;
      if (reader.take('option')) options.push(reader.option());
      else reader.fail('a method has options alone');
    }
  else reader.expect(';');
  return {
    name,
    input: input.type,
    output: output.type,
    inputStream: input.stream,
    outputStream: output.stream,
    options: Object.fromEntries(options),
    description,
    line,
  };
}

function readSide(reader: ProtoReader): { readonly type: string; readonly stream: boolean } {
  reader.expect('(');
  const stream = reader.isStream && reader.take('stream');
  const type = reader.name();
  reader.expect(')');
  return { type, stream };
}
