import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadExport, getLongOperation, previewImport, resumeLongOperation, startExport, startImport } from '@plinth/api-contract';
import { workbookOf } from '@plinth/table-files/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Answers, bank, runIn, temporaryFolder } from '../testing.ts';

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: folder, remove } = await temporaryFolder());
});
afterEach(() => remove());

const run = (words: readonly string[], answers: Answers = [], workingFolder = folder) => runIn(workingFolder, words, answers);

describe('import', () => {
  const report = (failed: number) => ({
    kept: true,
    total: 10,
    imported: 10 - failed,
    updated: 0,
    failed,
    delimiter: ';',
    columns: ['A1'],
    columnTypes: ['integer'],
    fields: { number: ['A1'] },
    rows: failed === 0 ? [] : [{ row: 3, column: 'A1', reason: 'is no number', value: 'x' }],
    moreRows: 0,
    refused: [],
  });

  const operation = (status: string, result: object | null = null, problem: object | null = null) => ({
    ...{ id: 'o1', operation: 'imports.start', status, result, problem, progress: { done: 1, total: 2, unit: 'bytes', step: null } },
    ...{ createdAt: '2026-11-29T00:00:00.000Z', createdBy: 'm1', endedAt: null },
  });

  test('finds mappings by name and takes first what others look up', async () => {
    const names = ['card.asc', 'client.asc', 'disp.asc', 'account.asc', 'district.asc'];
    for (const name of names) await writeFile(join(folder, name), `of ${name}`);
    const { code, out, calls } = await run(
      ['import', ...names, '--folder', bank, '-e', 'test'],
      [[startImport, () => operation('succeeded', report(0))]],
    );
    expect(code).toBe(0);
    expect(calls.map(({ query }) => query.mapping)).toEqual(['districts', 'clients', 'accounts', 'dispositions', 'cards']);
    expect(calls[0]).toMatchObject({ path: { application: 'bank', environment: 'test' }, body: 'of district.asc' });
    expect(out).toContain('✓ district.asc through districts: 10 imported, 0 updated, 0 failed of 10');
  });

  test('rows that failed are named and end with 3', async () => {
    await writeFile(join(folder, 'new.csv'), 'x');
    const words = ['import', 'new.csv', '--folder', bank, '--mapping', 'clientsWithNames', '--preview', '5'];
    const { code, out, notes, calls } = await run(words, [[previewImport, () => report(1)]]);
    expect(code).toBe(3);
    expect(out).toContain('line 3, A1: is no number ("x")');
    expect(notes).toContain('1 of 10 rows were not imported.');
    expect(calls[0]?.query).toEqual({ mapping: 'clientsWithNames', rows: '5' });
  });

  test('follows an import to its end, and tells what ended it', async () => {
    await writeFile(join(folder, 'client.asc'), 'x');
    const words = ['import', 'client.asc', '--folder', bank];
    const looks = [operation('running'), operation('succeeded', report(0))];
    const { code, out, calls } = await run(words, [
      [startImport, () => operation('running')],
      [getLongOperation, () => looks.shift() ?? operation('failed')],
    ]);
    expect(code).toBe(0);
    expect(out).toContain('✓ client.asc through clients: 10 imported');
    expect(calls.map(({ path }) => path.operation)).toEqual([undefined, 'o1', 'o1']);
    const problem = { code: 'imports.unreadable', status: 422, detail: 'The file cannot be read: it is empty', hint: 'Send another.' };
    const failed = await run(words, [[startImport, () => operation('failed', null, { ...problem, cause: 'caller' })]]);
    expect(failed.notes).toContain('The file cannot be read: it is empty');
    expect(failed.code).not.toBe(0);
  });

  test('what was cancelled is gone on with by its id', async () => {
    await writeFile(join(folder, 'client.asc'), 'x');
    const { code, notes } = await run(['import', 'client.asc', '--folder', bank], [[startImport, () => operation('cancelled')]]);
    expect(code).not.toBe(0);
    expect(notes).toContain('plinth import --resume o1');
    const resumed = await run(
      ['import', '--resume', 'o1', '--folder', bank],
      [
        [resumeLongOperation, () => operation('running')],
        [getLongOperation, () => operation('succeeded', report(0))],
      ],
    );
    expect([resumed.code, resumed.calls[0]?.path.operation]).toEqual([0, 'o1']);
    expect(resumed.out).toContain('10 imported');
  });

  test('into an entity without a mapping, from an Excel file and from JSON lines', async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const sheet = await workbookOf(`<row r="1">${cell('number')}${cell('name')}</row><row r="3"><c><v>1</v></c>${cell('A, B')}</row>`);
    await writeFile(join(folder, 'clients.xlsx'), new Uint8Array(await sheet.arrayBuffer()));
    await writeFile(join(folder, 'more.jsonl'), '{"number": 2, "name": "C"}\n');
    await writeFile(join(folder, 'bad.jsonl'), '{"number": 2}\noops\n');
    const answers: Answers = [[startImport, () => operation('succeeded', report(0))]];
    const words = ['--entity', 'client', '--match-by', 'number', '--lookup', 'district:number', '--dry-run', '--folder', bank];
    const { code, calls, out } = await run(['import', 'clients.xlsx', 'more.jsonl', ...words], answers);
    expect(code).toBe(0);
    expect(calls.map(({ body }) => body)).toEqual(['number,name\n1,"A, B"\n', 'number,name\n2,C\n']);
    expect(calls[0]?.query).toEqual({ entity: 'client', matchBy: 'number', lookups: 'district:number', dryRun: 'true' });
    expect(out).toContain('✓ clients.xlsx through client: 10 imported');
    const bad = await run(['import', 'bad.jsonl', ...words], answers);
    expect([bad.code === 0, bad.notes.includes('is no JSON')]).toEqual([false, true]);
  });

  test.each([
    [['import', 'a.csv', '--entity', 'client', '--mapping', 'clients'], 'not both'],
    [['import', 'client.asc', '--match-by', 'number'], 'go with --entity'],
    [['import'], 'Name the files to import'],
    [['import', 'other.csv'], 'No import is meant for other.csv'],
    [['import', 'client.asc'], 'There is no file'],
    [['import', 'client.asc', '--preview', 'all'], '--preview takes a number'],
  ])('%j is called wrongly: %s', async (words, said) => {
    const { code, notes } = await run([...words, '--folder', bank]);
    expect(code).toBe(2);
    expect(notes).toContain(said);
  });
});

describe('export', () => {
  const operation = (status: string, result: object | null = null) => ({
    ...{
      id: 'o2',
      operation: 'exports.start',
      status,
      result,
      problem: null,
      progress: { done: 0, total: 2, unit: 'records', step: null },
    },
    ...{ createdAt: '2026-11-29T00:00:00.000Z', createdBy: 'm1', endedAt: null },
  });
  const done = { records: 1234, size: 8, fileName: 'loan.csv', mediaType: 'text/csv' };
  const answers = (text: string): Answers => [
    [startExport, () => operation('running')],
    [getLongOperation, () => operation('succeeded', done)],
    [downloadExport, () => new Response(text)],
  ];

  test('waits for the file and writes it as it is', async () => {
    const { code, out, calls } = await run(
      ['export', 'loan', '--folder', bank, '--filter', 'number = 1', '--sort=-amount'],
      answers('id\nl1\n'),
    );
    expect([code, out]).toEqual([0, 'id\nl1\n']);
    expect(calls[0]?.body).toEqual({ format: 'csv', filter: 'number = 1', sort: '-amount' });
    expect(calls.map(({ path }) => path.operation)).toEqual([undefined, 'o2', 'o2']);
  });

  test('writes records as JSON lines, to a file where asked', async () => {
    const words = ['export', 'loan', '--folder', bank, '--json', '-o', 'loans.jsonl'];
    const { code, out, calls } = await run(words, answers('{"id":"l1"}\n'));
    expect([code, out]).toEqual([0, '']);
    expect(calls[0]?.body).toEqual({ format: 'json-lines' });
    expect(await readFile(join(folder, 'loans.jsonl'), 'utf8')).toBe('{"id":"l1"}\n');
    const { notes } = await run(
      words.filter((word) => word !== '--json'),
      answers('id\n'),
    );
    expect(notes).toContain('Wrote 1,234 records to loans.jsonl.');
  });

  test('knows the entities', async () => {
    const { code, notes } = await run(['export', 'laon', '--folder', bank]);
    expect(code).toBe(2);
    expect(notes).toContain('Did you mean loan?');
  });
});
