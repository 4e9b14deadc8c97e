import { Type } from 'typebox';
import { operation } from '../operation.ts';
import { FunctionCallResult, FunctionSummary, FunctionTestOutcome } from './function-shapes.ts';

const all = '/data/{tenant}/{environment}/{application}/-/functions';
const one = `${all}/{function}`;
const closed = { additionalProperties: false } as const;
const called = Type.String({ maxLength: 120 });
const input = Type.Record(Type.String(), Type.Unknown(), { description: 'Name to value as JSON.' });
const outcomes = [
  'functions.no-registry',
  'functions.no-package',
  'functions.unusable-package',
  'functions.registry-failed',
  'functions.failed',
  'functions.invalid',
  'functions.wrong-result',
  'functions.cpu-exceeded',
  'functions.time-exceeded',
  'functions.memory-exceeded',
  'functions.output-too-large',
  'functions.busy',
  'functions.interrupted',
  'functions.unavailable',
];

const packages = Type.Record(Type.String({ maxLength: 214 }), Type.String({ maxLength: 80 }), { description: 'Name to exact version.' });
const lock = Type.Record(
  Type.String({ maxLength: 300 }),
  Type.Object({ integrity: Type.String({ maxLength: 120 }), license: Type.String({ maxLength: 200 }), dependencies: packages }, closed),
);
const withPackages = { packages: Type.Optional(packages), lock: Type.Optional(lock) };
const packageProblems = outcomes.slice(0, 4);

export const lockFunctionPackages = operation({
  id: 'functions.lock-packages',
  summary: 'Finds everything that packages of npm need, each at one exact version, with what their archives are known by.',
  method: 'POST',
  path: '/api/{tenant}/functions/lock-packages',
  input: Type.Object({ packages }, closed),
  output: Type.Object({ lock }),
  permission: 'maker',
  scope: 'definitions:write',
  idempotency: 'safe',
  errors: packageProblems,
});

export const listFunctions = operation({
  id: 'functions.list',
  summary: 'The functions that the caller may call, with what they take and give.',
  method: 'GET',
  path: all,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(FunctionSummary) }),
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: [],
});

export const callFunction = operation({
  id: 'functions.call',
  summary: 'Calls a function and waits for its result; what it does to records it does as the caller.',
  method: 'POST',
  path: `${one}/call`,
  input: Type.Object({ function: called, input: Type.Optional(input) }, closed),
  output: FunctionCallResult,
  permission: 'application',
  scope: 'records:write',
  idempotency: 'none',
  errors: ['functions.no-function', 'functions.wrong-input', 'functions.input-too-large', ...outcomes],
});

export const testFunction = operation({
  id: 'functions.test',
  summary: 'Runs the test cases that are kept with a function; nothing outside of it is there for them.',
  method: 'POST',
  path: `${one}/test`,
  input: Type.Object({ function: called }, closed),
  output: Type.Object({ passed: Type.Integer(), failed: Type.Integer(), tests: Type.Array(FunctionTestOutcome) }),
  permission: 'application',
  scope: 'records:read',
  idempotency: 'safe',
  errors: ['functions.no-function', 'functions.unavailable'],
});

export const tryFunction = operation({
  id: 'functions.try',
  summary: 'Runs a function that is still being written: the source itself, which may reach nothing outside.',
  method: 'POST',
  path: '/api/{tenant}/functions/try',
  input: Type.Object(
    {
      name: Type.String({ pattern: '^[a-z][A-Za-z0-9_]{0,62}$' }),
      source: Type.String({ maxLength: 200_000 }),
      ...withPackages,
      input: Type.Optional(input),
    },
    closed,
  ),
  output: FunctionCallResult,
  permission: 'maker',
  scope: 'definitions:write',
  idempotency: 'safe',
  errors: outcomes,
});

const names = (item: typeof called) => Type.Record(Type.String({ maxLength: 120 }), Type.Array(item, { maxItems: 200 }));

export const runFunctionDraft = operation({
  id: 'functions.run-draft',
  summary:
    'Runs a function as it is being written on records that its maker may use. Addresses, secrets and connections are there as far as the released function of that key has them.',
  method: 'POST',
  path: `${one}/run-draft`,
  input: Type.Object(
    {
      function: called,
      source: Type.String({ maxLength: 200_000 }),
      ...withPackages,
      input: Type.Optional(input),
      grants: Type.Optional(
        Type.Object(
          {
            records: Type.Optional(
              Type.Record(Type.String({ maxLength: 120 }), Type.Array(Type.Enum(['read', 'create', 'update', 'delete']), { maxItems: 4 })),
            ),
            fetch: Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: 100 })),
            secrets: Type.Optional(Type.Record(Type.String({ maxLength: 120 }), Type.String({ maxLength: 500 }))),
            connections: Type.Optional(names(Type.String({ maxLength: 200 }))),
            events: Type.Optional(Type.Array(Type.String({ maxLength: 120 }), { maxItems: 100 })),
          },
          closed,
        ),
      ),
      limits: Type.Optional(
        Type.Object(
          {
            cpu: Type.Optional(Type.Integer({ minimum: 10, maximum: 30_000 })),
            time: Type.Optional(Type.Integer({ minimum: 10, maximum: 120_000 })),
            memory: Type.Optional(Type.Integer({ minimum: 16, maximum: 256 })),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  output: FunctionCallResult,
  permission: 'maker',
  scope: 'records:write',
  idempotency: 'none',
  errors: ['functions.input-too-large', ...outcomes],
});
