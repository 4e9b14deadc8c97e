/** Bytes of a zip file with these parts, packed. */
export async function zipOf(parts: Readonly<Record<string, string>>): Promise<Blob> {
  const local: Uint8Array<ArrayBuffer>[] = [];
  const list: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const packed = await deflated(text);
    const label = new TextEncoder().encode(name);
    const header = record(30, [
      [0, 4, 0x04034b50],
      [8, 2, 8],
      [18, 4, packed.length],
      [26, 2, label.length],
    ]);
    const entry = record(46, [
      [0, 4, 0x02014b50],
      [10, 2, 8],
      [20, 4, packed.length],
      [28, 2, label.length],
      [42, 4, offset],
    ]);
    local.push(header, label, packed);
    list.push(entry, label);
    offset += header.length + label.length + packed.length;
  }
  const size = list.reduce((sum, { length }) => sum + length, 0);
  const count = Object.keys(parts).length;
  const end = record(22, [
    [0, 4, 0x06054b50],
    [10, 2, count],
    [12, 4, size],
    [16, 4, offset],
  ]);
  return new Blob([...local, ...list, end]);
}

/** An Excel file of one sheet: its XML beneath `sheetData`, shared strings, and the number formats of its styles. */
export function workbookOf(
  rows: string,
  {
    strings = [],
    formats = [],
    workbook = '',
  }: { readonly strings?: readonly string[]; readonly formats?: readonly string[]; readonly workbook?: string } = {},
): Promise<Blob> {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const numbered = formats.map((code, place) => `<numFmt numFmtId="${164 + place}" formatCode="${code}"/>`).join('');
  const styles = formats.map((_code, place) => `<xf numFmtId="${164 + place}"/>`).join('');
  return zipOf({
    '_rels/.rels': `<Relationships>${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}">${workbook}<sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation('r1', 'worksheet', 'worksheets/sheet1.xml')}${relation('r2', 'styles', 'styles.xml')}${relation('r3', 'sharedStrings', '/xl/sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts>${numbered}</numFmts><cellXfs><xf numFmtId="0"/>${styles}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
  });
}

async function deflated(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function record(length: number, values: readonly (readonly [at: number, bytes: number, value: number])[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(length));
  for (const [at, bytes, value] of values) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  }
  return new Uint8Array(view.buffer);
}
