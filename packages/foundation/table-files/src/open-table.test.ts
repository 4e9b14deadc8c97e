import { describe, expect, test } from 'vitest';
import { openTable, type TableFormat } from './open-table.ts';
import { workbookOf, zipOf } from './testing.ts';

async function read(content: string | Uint8Array<ArrayBuffer> | Blob, format: TableFormat = {}) {
  const table = await openTable(content instanceof Blob ? content : new Blob([content]), format);
  const rows: unknown[] = [];
  for await (const batch of table.batches(2)) for (const entry of batch) rows.push(entry.values ?? `${entry.row}: ${entry.reason}`);
  return { ...table, rows };
}

describe('texts', () => {
  test('a header is told from values, empty and double names get numbers', async () => {
    const headed = await read('name;;name\nAda;1;x\n');
    expect(headed).toMatchObject({ kind: 'text', header: false, delimiter: ';', columns: ['column1', 'column2', 'column3'] });
    expect(await read('name;;town\nAda;1;x\n')).toMatchObject({
      header: true,
      columns: ['name', 'column2', 'town'],
      rows: [['Ada', '1', 'x']],
    });
    expect(await read('Ada;1\nBob;2\n')).toMatchObject({
      header: false,
      rows: [
        ['Ada', '1'],
        ['Bob', '2'],
      ],
    });
    expect(await read('a,a\n1,2\n', { header: true })).toMatchObject({ columns: ['a', 'a 2'], rows: [['1', '2']] });
  });

  test('ragged rows, formulas and markup are what they are', async () => {
    const { rows } = await read('a\tb\n=1+1\t<script>\nonly\n1\t2\t3\n');
    expect(rows).toEqual([['=1+1', '<script>'], '3: has 1 values where the header names 2', '4: has 3 values where the header names 2']);
  });

  test.each([
    ['UTF-16 with a mark', Buffer.from('\ufeffname,town\nJiří,Plzeň\n', 'utf16le'), 'utf-16le'],
    ['UTF-8 with a mark', Buffer.from('\ufeffname,town\nJiří,Plzeň\n'), 'utf-8'],
  ])('%s', async (_name, bytes, encoding) => {
    const table = await read(new Uint8Array(bytes));
    expect(table).toMatchObject({ columns: ['name', 'town'], rows: [['Jiří', 'Plzeň']] });
    expect(table.encoding()).toBe(encoding);
  });

  test.each([
    ['nothing', '', 'it is empty'],
    ['an old Excel file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), 'old Excel file'],
    ['half a zip file', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'its end is missing'],
    ['too many columns', ','.repeat(2500), 'more than 2000 columns'],
    ['an unknown encoding', 'a,b', 'no encoding'],
  ])('%s is refused', async (_name, content, reason) => {
    const format = reason === 'no encoding' ? { encoding: 'klingon-8' } : {};
    await expect(read(content, format)).rejects.toMatchObject({ code: 'imports.unreadable', message: expect.stringContaining(reason) });
  });
});

describe('JSON', () => {
  test('lines with different names; numbers keep their digits, and a bad line costs itself', async () => {
    const lines = [
      '{"id": 12345678901234567890, "price": 1.10}',
      'nonsense',
      '[1]',
      '',
      '{"id": 2, "tags": ["a"], "none": null, "__proto__": "x"}',
    ];
    expect(await read(lines.join('\r\n'))).toMatchObject({
      kind: 'json',
      columns: ['id', 'price', 'tags', 'none', '__proto__'],
      rows: [['12345678901234567890', '1.10', '', '', ''], '2: is no JSON', '3: is no JSON object', ['2', '', '["a"]', '', 'x']],
    });
  });

  test('an array of objects', async () => {
    expect(await read('[\n {"a": true}, {"a": "x"}, 3]')).toMatchObject({
      columns: ['a'],
      rows: [['true'], ['x'], '3: is no JSON object'],
    });
    await expect(read('[{"a": 1}')).rejects.toMatchObject({ code: 'imports.unreadable' });
  });

  test('a line of many megabytes costs itself', async () => {
    const { rows } = await read(`{"a": 1}\n{"a": "${'x'.repeat(10_000_000)}"}\n{"a": 3}\n`);
    expect(rows).toEqual([['1'], '2: is longer than 4000000 characters', ['3']]);
  });
});

describe('Excel', () => {
  const strings = ['<t>name</t>', '<r><t>Kri</t></r><r><t>ya_x000A_s</t></r><rPh><t>no</t></rPh>'];
  const formats = ['dd.mm.yyyy', 'yyyy-mm-dd hh:mm', '[h]:mm', '0.00', '&quot;day&quot; 0'];
  const head = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>what</t></is></c></row>';

  test('texts, numbers, days and formulas are exact; empty rows and cells beyond are kept apart', async () => {
    const rows = `${head}
<row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="1"><v>45322</v></c></row>
<row r="5"><c r="B5" s="2"><v>45322.604166666664</v></c></row>
<row r="6"><c r="B6" s="3"><v>1.5</v></c></row>
<row r="7"><c r="B7" s="4"><v>0.30000000000000004</v></c></row>
<row r="8"><c r="B8" s="5"><v>1.0000000000000001E-7</v></c></row>
<row r="9"><c r="A9" t="b"><v>1</v></c><c r="B9" t="e"><v>#N/A</v></c></row>
<row r="10"><c r="A10" t="str"><f>1+1</f><v>2</v></c></row>
<row r="11"><c r="A11" s="1"><v>59</v></c><c r="B11" s="1"><v>61</v></c></row>
<row r="12"><c r="A12"/></row>`;
    expect(await read(await workbookOf(rows, { strings, formats }))).toMatchObject({
      kind: 'excel',
      sheet: 'Data',
      sheets: ['Data'],
      columns: ['name', 'what'],
      rows: [
        ['Kriya\ns', '2024-01-31'],
        ['', '2024-01-31T14:30:00'],
        ['', 'PT36H'],
        ['', '0.3'],
        ['', '0.0000001'],
        ['true', '#N/A'],
        ['2', ''],
        ['1900-02-28', '1900-03-01'],
      ],
    });
  });

  test('days since 1904', async () => {
    const rows = `${head}<row r="3"><c r="B3" s="1"><v>43860</v></c></row>`;
    const file = await workbookOf(rows, { strings, formats, workbook: '<workbookPr date1904="1"/>' });
    expect((await read(file)).rows).toEqual([['', '2024-01-31']]);
  });

  test.each([
    ['a zip file of something else', () => zipOf({ mimetype: 'x' }), 'no Excel file'],
    ['a bomb', () => workbookOf(`<row r="1"><c><v>1</v></c></row>${' '.repeat(60_000_000)}`), 'unpacks to more'],
    ['entities', () => zipOf({ 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>' }), 'document type'],
    ['broken XML', () => workbookOf('<row><c></row>'), 'broken'],
    ['an unknown sheet', () => workbookOf(head, { strings }), 'no sheet'],
  ])('%s is refused', async (name, make, reason) => {
    const format = name === 'an unknown sheet' ? { sheet: 'Other' } : {};
    await expect(read(await make(), format)).rejects.toMatchObject({
      code: 'imports.unreadable',
      message: expect.stringContaining(reason),
    });
  });

  test('bytes that are damaged are told of', async () => {
    const bytes = new Uint8Array(await (await workbookOf(head, { strings })).arrayBuffer());
    bytes.fill(0xff, 60, 120);
    await expect(read(new Blob([bytes]))).rejects.toMatchObject({ code: 'imports.unreadable' });
  });
});
