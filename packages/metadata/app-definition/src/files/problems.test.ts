import { expect, test } from 'vitest';
import { type DefinitionFiles, type FileProblem, readFiles, reduce, snapshotOf, writeFiles } from '../index.ts';
import { loanDesk, loanDeskFiles } from '../testing.ts';

function problemsWith(file: string, text: string): readonly FileProblem[] {
  return readFiles({ ...loanDeskFiles, [file]: text }, { componentIds: new Set(['ui.button', 'ui.text']) }).problems;
}

test.each([
  [
    'a duplicate key',
    'entities/loan.yaml',
    'fields:\n  client: text\n  client: date\n',
    { line: 3, hint: expect.stringContaining('another name') },
  ],
  ['broken YAML', 'entities/loan.yaml', 'fields: { a: text\nlabel: x', { rule: 'format' }],
  ['a tab', 'entities/loan.yaml', 'fields:\n\tclient: text\n', { line: 2, hint: 'Indent with spaces.' }],
  [
    'an unknown property',
    'entities/loan.yaml',
    'fields:\n  client: { type: text, requird: true }\n',
    { line: 2, column: 25, hint: 'Did you mean required?' },
  ],
  ['an unknown field type', 'entities/loan.yaml', 'fields:\n  client: txt\n', { line: 2, hint: 'Did you mean text?' }],
  [
    'a missing target',
    'entities/loan.yaml',
    'fields:\n  client: { type: reference, target: clint }\n',
    { line: 2, hint: 'Did you mean client?' },
  ],
  [
    'an unknown kind of page action',
    'pages/loans.yaml',
    'onOpen:\n  - do: notfy\n    message: x\n',
    { line: 2, hint: 'Did you mean notify?' },
  ],
  [
    'a page action to an unknown page',
    'pages/loans.yaml',
    'onOpen: { do: navigate, page: clients }\n',
    { line: 1, rule: 'action', hint: 'Did you mean client?' },
  ],
  [
    'wrong indentation below a component',
    'pages/loans.yaml',
    'components:\n  - ui.button:\n    label: x\n',
    { line: 2, hint: 'Indent what belongs to ui.button by two more spaces.' },
  ],
  ['an unknown component', 'pages/loans.yaml', 'components:\n  - ui.buton: {}\n', { line: 2, hint: 'Did you mean ui.button?' }],
  ['a path parameter that is not declared', 'pages/loans.yaml', 'path: loans/:id\n', { line: 1, rule: 'page-path' }],
  [
    'two pages at one address',
    'pages/loans.yaml',
    'path: clients/:key\nparameters: { key: string }\n',
    { file: 'pages/client.yaml', rule: 'page-path' },
  ],
  [
    'a query and a component of one name',
    'pages/loans.yaml',
    'queries: { a: loan }\ncomponents:\n  - ui.text: { name: a }\n',
    { line: 3, rule: 'duplicate' },
  ],
  ['a name with a meaning', 'pages/loans.yaml', 'queries: { state: loan }\n', { rule: 'duplicate' }],
  ['an alias', 'pages/loans.yaml', 'label: &a x\nicon: *a\n', { line: 2, message: 'YAML aliases are not read' }],
  ['a prototype', 'pages/loans.yaml', 'state: { __proto__: string }\n', { line: 1, message: 'nothing may be called __proto__' }],
  [
    'a newer format',
    'plinth.yaml',
    'format: 2\nkey: x\ntype: application\n',
    { line: 1, hint: 'These files are from a newer Plinth: update it.' },
  ],
  ['a folder that is nearly right', 'page/x.yaml', 'label: x\n', { file: 'page/x.yaml', hint: 'Did you mean pages/x.yaml?' }],
  ['an undeclared module', 'roles.yaml', 'clerk: { permissions: { crm/client: [ read ] } }\n', { rule: 'dependency' }],
  ['the same id twice', 'entities/loan.yaml', 'fields:\n  a: { id: x, type: text }\n  b: { id: x, type: text }\n', { line: 3 }],
])('F4 %s is told with its place', (_, file, text, expected) => {
  expect(problemsWith(file, text)).toContainEqual(expect.objectContaining({ file, ...expected }));
});

test('F4 hostile files never throw', () => {
  const hostile = [
    '',
    '[]',
    '"x"',
    '42',
    '- - - a',
    '\u0000',
    '{'.repeat(5000),
    `${'- '.repeat(300)}x`,
    '? {a: b}\n: c',
    '%TAG x',
    '<<: {a: 1}',
    '!!js/function x',
  ];
  for (const file of Object.keys(loanDeskFiles)) {
    for (const text of hostile) {
      const { problems } = readFiles({ ...loanDeskFiles, [file]: text });
      for (const problem of problems) expect(problem.line).toBeGreaterThan(0);
    }
  }
});

test('F4 without plinth.yaml there is no application', () => {
  expect(readFiles({}).problems).toMatchObject([{ file: 'plinth.yaml', rule: 'root', message: 'is missing' }]);
});

function changed(id: string, path: string[], value: unknown): { files: Record<string, string>; changedFiles: string[] } {
  const result = reduce(loanDesk(), { type: 'RECORD_UPDATE', payload: { id, path, value: value as never } });
  if (result.refused !== null) throw new Error(result.refused.message);
  const files = writeFiles(result.definition, loanDeskFiles);
  expect(snapshotOf(readFiles(files, { previous: result.definition }).definition)).toEqual(snapshotOf(result.definition));
  return { files, changedFiles: Object.keys(files).filter((file) => files[file] !== loanDeskFiles[file]) };
}

test.each([
  ['field:client.name', ['maxLength'], 300, 'entities/client.yaml', ['maxLength: 200', 'maxLength: 300']],
  ['page:loans', ['label'], 'Desk', 'pages/loans.yaml', ['label: Loans', 'label: Desk']],
  ['app', ['icon'], 'coin', 'plinth.yaml', ['type: application', 'type: application\nicon: coin']],
  ['component:loans.heading', ['properties', 'text'], 'All', 'pages/loans.yaml', ['ui.heading: Loans', 'ui.heading: All']],
  [
    'component:loans.table',
    ['properties', 'striped'],
    true,
    'pages/loans.yaml',
    ['        - { field: amount }\n', '        - { field: amount }\n      striped: true\n'],
  ],
] as const)('F3 a change of %s touches only its place and leaves comments and style', (id, path, value, file, [before, after]) => {
  const { files, changedFiles } = changed(id, [...path], value);
  expect(changedFiles).toEqual([file]);
  expect(files[file]).toBe((loanDeskFiles[file] ?? '').replace(before, after));
});

test('F2 siblings keep their places where the files keep their order; a new one comes between', () => {
  const before = loanDesk();
  const move = reduce(before, {
    type: 'RECORD_MOVE',
    payload: { id: 'component:loans.grid', to: { parent: 'page:loans', slot: 'children', index: 'Zz' } },
  });
  if (move.refused !== null) throw new Error(move.refused.message);
  const files: DefinitionFiles = writeFiles(move.definition, loanDeskFiles);
  expect(snapshotOf(readFiles(files, { previous: move.definition }).definition)).toEqual(snapshotOf(move.definition));
  const text = (files['pages/loans.yaml'] ?? '').replace('  - ui.heading: Loans\n', '  - ui.heading: Loans\n  - ui.divider\n');
  const added = readFiles({ ...files, 'pages/loans.yaml': text }, { previous: move.definition }).definition;
  expect(added.records.get('component:loans.divider')).toMatchObject({ index: 'a0V' });
});
