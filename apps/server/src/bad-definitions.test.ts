import {
  appendActions,
  type Client,
  createApplication,
  getBranch,
  listReleases,
  planRelease,
  publishRelease,
  pushDefinition,
} from '@plinth/api-contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';

const good = {
  'plinth.yaml': 'format: 1\nkey: desk\ntype: application\nlabel: Desk\n',
  'entities/note.yaml': 'label: Note\nfields:\n  text: text\n',
};
const tenant = { tenant: 'main' };
const target = { tenant: 'main', environment: 'development', application: 'desk' };

interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly details: { readonly violations?: readonly { readonly path: string; readonly message: string; readonly hint?: string }[] };
}

let running: TestPlatform;
let client: Client;
beforeAll(async () => {
  running = await startTestPlatform();
  client = running.client;
  await client.call(createApplication, tenant, { key: 'desk', type: 'application', label: 'Desk' });
  await client.call(pushDefinition, target, { files: good });
});
afterAll(() => running.close());

const refusalOf = (promise: Promise<unknown>): Promise<Refusal> =>
  promise.then(
    () => {
      throw new Error('Nothing was refused.');
    },
    (error: Refusal) => error,
  );

/** Everything that is stored of definitions, and the tables they became. */
async function stored(): Promise<string> {
  const branch = await client.call(getBranch, target, {});
  const releases = await client.call(listReleases, target, {});
  const tables = await running.ask(`select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname like 'env\\_%' order by 1, 2`);
  return JSON.stringify([branch, releases, tables]);
}

const deep = (levels: number) => `${'{ a: '.repeat(levels)}1${' }'.repeat(levels)}`;
const many = (count: number) => Array.from({ length: count }, (_, place) => `  f${place}: text`).join('\n');

/** What is pushed beside the good files, the path of the finding, and words of its message and hint. */
type Pushed = readonly [what: string, files: Readonly<Record<string, string>>, path: RegExp, message: RegExp, hint?: RegExp];
const pushed: readonly Pushed[] = [
  ['malformed YAML', { 'entities/note.yaml': 'label: Note\nfields: [' }, /entities\/note\.yaml:2/, /./],
  ['a file of the wrong shape', { 'entities/note.yaml': '- label\n- fields\n' }, /entities\/note\.yaml/, /./],
  ['a misspelt property', { 'entities/note.yaml': 'label: Note\nfeilds:\n  text: text\n' }, /note\.yaml:2/, /feilds|not known/, /fields/],
  [
    'a newer format',
    { 'plinth.yaml': 'format: 7\nkey: desk\ntype: application\nlabel: Desk\n' },
    /plinth\.yaml:1/,
    /format must be 1/,
    /newer Plinth/,
  ],
  [
    'a reference to nothing',
    { 'entities/note.yaml': 'label: Note\nfields:\n  about: { type: reference, target: nte }\n' },
    /note\.yaml:3/,
    /no entity nte/,
    /note/,
  ],
  [
    'a module that depends on itself',
    {
      'plinth.yaml': 'format: 1\nkey: desk\ntype: application\nlabel: Desk\ndependencies: { desk: "1" }\n',
      'entities/other.yaml': 'label: Other\nfields:\n  note: { type: reference, target: desk/note }\n',
    },
    /./,
    /desk/,
  ],
  [
    'roles that do not keep a permission test',
    {
      'roles.yaml': 'reader: { permissions: { note: [ read, delete ] } }\n',
      'permission-tests.yaml': 'readers:\n  roles: [ reader ]\n  entity: note\n  allowed: [ read ]\n  refused: [ delete ]\n',
    },
    /permission-tests\.yaml:5/,
    /Readers: delete is allowed/,
    /By reader on every record/,
  ],
  ['keys that reach the prototype', { 'entities/note.yaml': 'label: Note\nfields:\n  __proto__: text\n' }, /note\.yaml/, /__proto__/],
  ['the constructor as a field', { 'entities/note.yaml': 'label: Note\nfields:\n  constructor: text\n' }, /note\.yaml/, /constructor/],
  [
    'prototype keys in properties',
    { 'pages/p.yaml': 'label: P\npath: ""\ncomponents:\n  - ui.text: { text: x, __proto__: { polluted: true } }\n' },
    /p\.yaml/,
    /__proto__/,
  ],
  [
    'values nested without end',
    { 'pages/p.yaml': `label: P\npath: ""\ncomponents:\n  - ui.text: { text: ${deep(200)} }\n` },
    /p\.yaml/,
    /deep/,
  ],
  ['a file that names itself over again', { 'entities/note.yaml': `label: Note\nfields: &a\n  text: text\n  b: *a\n` }, /note\.yaml/, /./],
];

describe('files that are no definition are refused as they are pushed, with nothing stored', () => {
  test.each(pushed.map((row) => [row[0], row] as const))('%s', async (_name, [, files, path, message, hint]) => {
    const before = await stored();
    const refusal = await refusalOf(client.call(pushDefinition, target, { files: { ...good, ...files } }));
    expect(refusal).toMatchObject({ code: 'repository.invalid-files', status: 422 });
    const found = refusal.details.violations ?? [];
    expect(
      found.some((one) => path.test(one.message) && message.test(one.message)),
      JSON.stringify(found),
    ).toBe(true);
    if (hint !== undefined) expect(found.map((one) => one.hint ?? '').join(' ')).toMatch(hint);
    expect(await stored()).toBe(before);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('another application’s files', async () => {
    const files = { ...good, 'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n' };
    expect(await refusalOf(client.call(pushDefinition, target, { files }))).toMatchObject({ code: 'repository.another-application' });
  });

  test('more than is taken at once', async () => {
    const before = await stored();
    const files = {
      ...good,
      'entities/note.yaml': `label: Note\nfields:\n  text: { type: text, help: "${'x'.repeat(33 * 1024 * 1024)}" }\n`,
    };
    expect(await refusalOf(client.call(pushDefinition, target, { files }))).toMatchObject({ status: 413 });
    expect(await stored()).toBe(before);
  });
});

/** Definitions that are well-formed and mean nothing; the message names the file. */
type Unpublishable = readonly [what: string, files: Readonly<Record<string, string>>, path: string, message: RegExp, hint?: string];
const unpublishable: readonly Unpublishable[] = [
  [
    'a computed field in a circle',
    { 'entities/note.yaml': 'label: Note\nfields:\n  a: { type: text, computed: b }\n  b: { type: text, computed: a }\n' },
    'entities/note.yaml:3',
    /itself/,
  ],
  [
    'an expression with a mistake',
    { 'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, computed: uper case(text) }\n' },
    'entities/note.yaml:3',
    /line 1, column/,
  ],
  [
    'a title that SQL cannot write',
    { 'entities/note.yaml': 'label: Note\ntitle: string(for x in [1] return x)\nfields:\n  text: text\n' },
    'entities/note.yaml:2',
    /cannot be computed/,
  ],
  [
    'a property that no component has',
    { 'pages/p.yaml': 'label: P\npath: ""\ncomponents:\n  - ui.text: { txet: x }\n' },
    'pages/p.yaml:4',
    /txet/,
    'Did you mean "text"?',
  ],
  [
    'a component that is not',
    { 'pages/p.yaml': 'label: P\npath: ""\ncomponents:\n  - ui.txet: x\n' },
    'pages/p.yaml:4',
    /no component ui.txet/,
    'Did you mean ui.text?',
  ],
  [
    'an expression nested without end',
    { 'entities/note.yaml': `label: Note\nfields:\n  text: { type: text, computed: '${'('.repeat(5000)}1${')'.repeat(5000)}' }\n` },
    'entities/note.yaml:3',
    /deep|nest|more than/,
  ],
  [
    'an expression of the largest size',
    { 'entities/note.yaml': `label: Note\nfields:\n  text: { type: integer, computed: '${'1 + '.repeat(4900)}x' }\n` },
    'entities/note.yaml:3',
    /x|more than/,
  ],
];

describe('definitions that mean nothing are refused as they are pushed, with nothing stored', () => {
  test.each(unpublishable.map((row) => [row[0], row] as const))('%s', async (_name, [, files, place, message, hint]) => {
    const before = await stored();
    for (const dryRun of [true, false]) {
      const refusal = await refusalOf(client.call(pushDefinition, target, { files: { ...good, ...files }, dryRun }));
      expect(refusal).toMatchObject({ code: 'repository.invalid-files', status: 422 });
      const found = refusal.details.violations ?? [];
      expect(
        found.some((one) => one.message.startsWith(place) && message.test(one.message)),
        JSON.stringify(found),
      ).toBe(true);
      if (hint !== undefined) expect(found.map((one) => one.hint)).toContain(hint);
    }
    expect(await stored()).toBe(before);
  });

  test('ten thousand fields are checked in good time', async () => {
    const entities = Object.fromEntries(
      Array.from({ length: 50 }, (_, place) => [
        `entities/e${place}.yaml`,
        `label: E${place}\nfields:\n${many(199)}\n  sum: { type: text, computed: f1 + f198 + nothing }\n`,
      ]),
    );
    const refusal = await refusalOf(client.call(pushDefinition, target, { files: { ...good, ...entities } }));
    expect(refusal.details.violations).toHaveLength(50);
  });
});

test('what somebody is still working at can be kept, and cannot be published', async () => {
  const { position, snapshot } = await client.call(getBranch, target, {});
  const { records, schemaVersion } = snapshot as { records: Record<string, { kind: string; key?: string }>; schemaVersion: number };
  const id = Object.keys(records).find((each) => records[each]?.kind === 'field') ?? '';
  const update = (value: string) => ({
    ...{ id: `mistake-${value.length}`, actor: 'x', intent: 'Compute it', schemaVersion, seen: position, type: 'RECORD_UPDATE' },
    payload: { id, path: ['computed'], value },
  });
  await client.call(appendActions, target, { expectedPosition: position, actions: [update('uper case(label)')] });
  const before = await stored();
  for (const contract of [planRelease, publishRelease]) {
    const refusal = await refusalOf(client.call(contract, target, {}));
    expect(refusal).toMatchObject({ code: 'repository.invalid-definition', status: 422 });
    expect(refusal.details.violations?.map(({ path }) => path)).toContain(`/records/${id}/computed`);
    expect(refusal.details.violations?.[0]?.message).toMatch(/\(line 1, column \d+\)/);
  }
  expect(await stored()).toBe(before);
});
