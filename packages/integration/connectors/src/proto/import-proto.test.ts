import { expect, test } from 'vitest';
import { importProto } from './import-proto.ts';

const bank = `
// Balances.
syntax = "proto3"; package bank.v1;
import "google/protobuf/timestamp.proto"; import "bank/money.proto"; import public 'lost.proto';
option java_package = "x" "y";
service Accounts {
  option deprecated = false;
  rpc Balance (BalanceRequest) returns (.bank.v1.Account) { option idempotency_level = NO_SIDE_EFFECTS; option (google.api.http) = { get: "/v1/{id=a/*}" }; }
  rpc Watch (BalanceRequest) returns (stream Account);
  rpc Book (stream Ghost) returns (Account) {}
}
message BalanceRequest { string account_id = 1 [json_name = "account", (x).y = { a: [1, 2] }]; }
message Account {
  reserved 5, 9 to max; reserved "old";
  int64 number = 1; google.protobuf.Timestamp opened_at = 2; map<string, Money> holds = 3;
  repeated Kind kinds = 4; oneof owner { string name = 6; Account parent = 7; }
  enum Kind { option allow_alias = true; KIND_NONE = 0; GIRO = 0x1 [deprecated = true]; SAVINGS = -2; }
  message Money { bool message = 1; optional bytes option_ = 2; }
}`;

test('methods become actions, messages types, in their JSON form', () => {
  const { connector, report } = importProto(bank, (path) =>
    path === 'bank/money.proto'
      ? 'syntax = "proto2"; package bank; message Money { required group Part = 1 { optional uint32 x = 1; extensions 100 to max; } }'
      : null,
  );
  expect(report.operations.map(({ name, outcome, as, place }) => [name, outcome, as, place])).toEqual([
    ['bank.v1.Accounts/Balance', 'taken', 'balance', 'line 8'],
    ['bank.v1.Accounts/Watch', 'taken', 'watch', 'line 9'],
    ['bank.v1.Accounts/Book', 'left out', null, 'line 10'],
  ]);
  expect(report.operations[2]?.reason).toBe('It takes Ghost, which is not there.');
  expect(report.notes).toEqual(['It imports lost.proto, which is not beside it.']);
  expect(connector.actions.balance).toMatchObject({
    effect: 'reads',
    input: { properties: { message: { $ref: '#/types/bank.v1.BalanceRequest' } } },
    output: { properties: { message: { $ref: '#/types/bank.v1.Account' } } },
    binding: { service: 'bank.v1.Accounts', method: 'Balance' },
  });
  expect(connector.actions.watch).toMatchObject({ effect: 'once', output: { properties: { message: { type: 'array' } } } });
  expect(connector.types).toMatchObject({
    'bank.v1.BalanceRequest': { properties: { account: { type: 'string' } } },
    'bank.v1.Account': {
      properties: {
        number: { type: ['string', 'integer'] },
        openedAt: { type: 'string', format: 'date-time' },
        holds: { additionalProperties: { $ref: '#/types/bank.v1.Account.Money' } },
        kinds: { type: 'array', items: { $ref: '#/types/bank.v1.Account.Kind' } },
        parent: { $ref: '#/types/bank.v1.Account' },
      },
    },
    'bank.v1.Account.Kind': { enum: ['KIND_NONE', 'GIRO', 'SAVINGS'] },
    'bank.v1.Account.Money': { properties: { message: { type: 'boolean' }, option: { contentEncoding: 'base64' } } },
    'bank.Money': { required: ['part'], properties: { part: { $ref: '#/types/bank.Money.Part' } } },
  });
});

test('types of a form of their own are that, also in their own files', () => {
  const { connector, report } = importProto(
    'syntax="proto3"; package google.protobuf; message Duration { int64 seconds = 1; int32 nanos = 2; } message T { Duration d = 1; Lost l = 2; }',
  );
  expect(connector.types['google.protobuf.Duration']).toMatchObject({ type: 'string' });
  expect(report.notes[0]).toContain('no service');
  expect(report.types).toEqual([
    { name: 'google.protobuf.T', place: 'line 1', changes: ['l is of the type Lost, which is not there, and is taken as anything'] },
  ]);
});

test('files outside of the folder are never asked for', () => {
  const asked: string[] = [];
  importProto('import "/etc/passwd"; import "../x.proto"; import "a/../../x.proto"; import "b.proto";', (path) => {
    asked.push(path);
    return 'import "b.proto";';
  });
  expect(asked).toEqual(['b.proto']);
});

test.each([
  ['message A {', 'line 1: a name is missing before "the end of the file"'],
  ['message A {\n string x = 0;\n}', 'line 2: 0 is no number of a field'],
  ['message A { string x; }', '"string" is nothing that a message has'],
  ['service S { rpc A (B) }', 'a method says what it returns'],
  ['enum E { A = x; }', 'a whole number is missing before "x"'],
  ['hello', '"hello" is nothing that a file has'],
  ['syntax = "proto3"; €', 'none of its words at "€"'],
  ['message A '.repeat(3), 'missing'],
  ['message A { '.repeat(500), 'more than 60 levels deep'],
  ['option x = [[[', 'ends too early'],
  ['message A { optional string x = 1 [default = "\n"]; }', 'line 1'],
])('%j is refused', (text, reason) => {
  expect(() => importProto(text)).toThrow(
    expect.objectContaining({ code: 'connectors.unreadable-document', message: expect.stringContaining(reason) }),
  );
});

test('what is said before methods and fields describes them', () => {
  const { connector } = importProto(`syntax = "proto3"; // not about what follows
// About nothing: a line is empty.

service Bank {
  // The balance,
  // exact.
  rpc Balance(Request) returns (Account);
  rpc Other(Request) returns (Account);
}
message Request {
  /**
   * Up to ten digits.
   */
  string account = 1; // told after it
  string currency = 2;
  // Of a type.
  Account of = 3;
}
message Account {
  /* In hundredths. */
  repeated int32 amounts = 1;
}`);
  expect(connector.actions.balance?.description).toBe('The balance,\nexact.');
  expect(connector.actions.other?.description).toBe('');
  expect(connector.types.Request).toMatchObject({
    properties: { account: { type: 'string', description: 'Up to ten digits.' }, currency: { type: 'string' } },
  });
  expect(connector.types.Request).not.toHaveProperty('properties.currency.description');
  expect(connector.types).toMatchObject({
    Request: { properties: { of: { $ref: '#/types/Account' } } },
    Account: { properties: { amounts: { description: 'In hundredths.' } } },
  });
});
