import { createRequire } from 'node:module';
import type { JsonObject } from '@plinth/foundation';
import protobuf from 'protobufjs';
import { expect, test } from 'vitest';
import { type OpenConnection, usualLimits } from '../../connection.ts';
import { connectorErrors } from '../../errors.ts';
import { importProto } from '../import-proto.ts';
import { reflectGrpc } from './reflect-grpc.ts';

// Another's writer of descriptions.
createRequire(import.meta.url)('protobufjs/ext/descriptor');

const rich = `syntax = "proto3";
package shop.v1;
import "google/protobuf/timestamp.proto";
message Order {
  string order_id = 1;
  optional int64 total = 2;
  map<string, Line> lines = 3;
  oneof buyer { string person = 4; Company company = 5; }
  repeated sint32 scores = 6;
  repeated sint32 apart = 7 [packed = false];
  State state = 8;
  google.protobuf.Timestamp at = 9;
  message Line { double amount = 1; bytes mark = 2; }
  enum State { STATE_UNKNOWN = 0; STATE_PAID = 3; }
}
message Company { string legal_name = 1; }
service Orders {
  rpc Get(Order) returns (Order) { option idempotency_level = NO_SIDE_EFFECTS; }
  rpc Watch(Order) returns (stream Order);
  rpc Send(stream Order) returns (Order);
  rpc Talk(stream Order) returns (stream Order);
}`;

interface Descriptor {
  readonly file: readonly { readonly name: string }[];
}
interface DescriptorMessage {
  encode(message: object): { finish(): Uint8Array };
}

/** The files of a document as another's library describes them, by name. */
function described(text: string): Map<string, string> {
  const { root } = protobuf.parse(text, new protobuf.Root(), { keepCase: true });
  root.addJSON(protobuf.common.get('google/protobuf/timestamp.proto')?.nested ?? {});
  root.resolveAll();
  const { file } = (root as unknown as { toDescriptor(syntax: string): Descriptor }).toDescriptor('proto3');
  const message = (protobuf as unknown as { descriptor: { FileDescriptorProto: DescriptorMessage } }).descriptor.FileDescriptorProto;
  return new Map(file.map((each) => [each.name, Buffer.from(message.encode(each).finish()).toString('base64')]));
}

const connection: Omit<OpenConnection, 'connector'> = { id: 'shop', address: 'https://shop.example', secrets: {}, limits: usualLimits };
const { signal } = new AbortController();

/** A server that answers each question; `null` where it knows no such service. */
function calling(answer: (version: string, question: JsonObject) => JsonObject | null) {
  return {
    async call(_context: object, { connector }: OpenConnection, _name: string, input: JsonObject) {
      const version = connector.title.split('.').at(-1) ?? '';
      const message = (input.message as JsonObject[]).map((question) => {
        const answered = answer(version, question);
        if (answered !== null) return answered;
        const body = { code: 'UNIMPLEMENTED', message: '' };
        throw connectorErrors.refused({ action: 'x', host: 'x', status: 501 }, { details: { answer: { status: 501, body } } });
      });
      return { output: { message }, request: null, attempts: 1, mismatches: [] };
    },
  };
}

const services = (...names: string[]) => ({ listServicesResponse: { service: names.map((name) => ({ name })) } });
const files = (...bytes: readonly (string | undefined)[]) => ({
  fileDescriptorResponse: { fileDescriptorProto: bytes.map((each) => each ?? '') },
});

test('what another library describes becomes the same actions and bytes as the document', async () => {
  const all = [...described(rich).values()];
  const calls = calling((_version, question) =>
    'listServices' in question ? services('shop.v1.Orders', 'grpc.health.v1.Health') : files(...all),
  );
  const { connector } = await reflectGrpc(calls, { signal }, connection);
  const written = importProto(rich).connector;
  const sorted = (record: object = {}) => Object.fromEntries(Object.entries(record).sort());
  expect(Object.keys(connector.actions)).toEqual(['get', 'watch', 'send', 'talk']);
  for (const [name, { binding, input, output }] of Object.entries(written.actions))
    expect(connector.actions[name]).toMatchObject({ binding, input, output });
  for (const [name, wire] of Object.entries(written.wire ?? {})) {
    const told = connector.wire?.[name];
    if (wire.kind !== 'message' || told?.kind !== 'message') expect(told).toEqual(wire);
    else
      expect(sorted(Object.groupBy(told.fields, (field) => field.name))).toEqual(
        sorted(Object.groupBy(wire.fields, (field) => field.name)),
      );
  }
});

test('v1alpha is asked where v1 is unknown; files that are imported are asked for; what is wrong is told', async () => {
  const asked: string[] = [];
  const calls = calling((version, question) => {
    asked.push(`${version} ${Object.keys(question).join()}`);
    if (version === 'v1') return null;
    if ('listServices' in question) return services('a.Service', 'b.Missing');
    // package "a", imports "c.proto", a service whose method takes c.Thing.
    if (question.fileContainingSymbol === 'a.Service')
      return files(descriptor({ name: 'a.proto', package: 'a', imports: ['c.proto'], method: '.c.Thing' }));
    if (question.fileByFilename === 'c.proto') return files(descriptor({ name: 'c.proto', package: 'c', message: 'Thing' }));
    return { errorResponse: { errorCode: 5, errorMessage: 'no such thing' } };
  });
  const { connector, report } = await reflectGrpc(calls, { signal }, connection);
  expect(asked[0]).toBe('v1 listServices');
  expect(asked).toContain('v1alpha fileByFilename');
  expect(report.version).toBe('v1alpha');
  expect(report.notes).toContain('b.Missing: no such thing');
  expect(connector.types['c.Thing']).toMatchObject({ properties: { theId: { type: 'string' } } });
  expect(connector.actions.do?.input).toMatchObject({ properties: { message: { $ref: '#/types/c.Thing' } } });
});

test('a server that says nothing of itself, or what is no description, is told as that', async () => {
  await expect(
    reflectGrpc(
      calling(() => null),
      { signal },
      connection,
    ),
  ).rejects.toMatchObject({ code: 'connectors.no-reflection' });
  for (const bytes of ['/////w==', 'CgVhLnBy']) {
    const calls = calling((_version, question) => ('listServices' in question ? services('a.Service') : files(bytes)));
    await expect(reflectGrpc(calls, { signal }, connection)).rejects.toMatchObject({ code: 'connectors.unreadable-answer' });
  }
  // Files that import each other, and one that names itself again and again.
  const circle = calling((_version, question) =>
    'listServices' in question
      ? services('a.Service')
      : files(
          descriptor({
            name: `${String(question.fileByFilename ?? 'a')}.x`,
            package: 'a',
            imports: [`${String(question.fileByFilename ?? 'a')}.y`],
          }),
        ),
  );
  const { connector } = await reflectGrpc(circle, { signal }, connection);
  expect(connector.actions).toEqual({});
});

/** A description written byte by byte. */
function descriptor(of: { name: string; package: string; imports?: string[]; message?: string; method?: string }): string {
  const field = (number: number, bytes: Buffer) => Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
  const text = (number: number, value: string) => field(number, Buffer.from(value));
  return Buffer.concat([
    text(1, of.name),
    text(2, of.package),
    ...(of.imports ?? []).map((path) => text(3, path)),
    // With a field of the number 1, a text, which JSON calls otherwise than it would by itself.
    ...(of.message === undefined
      ? []
      : [
          field(
            4,
            Buffer.concat([
              text(1, of.message),
              field(2, Buffer.concat([text(1, 'thing_id'), Buffer.from([0x18, 1, 0x20, 1, 0x28, 9]), text(10, 'theId')])),
            ]),
          ),
        ]),
    ...(of.method === undefined
      ? []
      : [field(6, Buffer.concat([text(1, 'Service'), field(2, Buffer.concat([text(1, 'Do'), text(2, of.method), text(3, of.method)]))]))]),
    text(12, 'proto3'),
  ]).toString('base64');
}
