/** Rows of cells from the text that spreadsheets copy: tabs and line ends, cells with either in quotes. */
export function readTabSeparated(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const body = text.replaceAll('\r\n', '\n').replace(/\n$/, '');
  while (at <= body.length) {
    const { cell, end } = cellFrom(body, at);
    row.push(cell);
    const sign = body[end];
    if (sign !== '\t') {
      rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  return rows;
}

function cellFrom(text: string, from: number): { readonly cell: string; readonly end: number } {
  const plainEnd = () => {
    const found = text.slice(from).search(/[\t\n]/);
    return found < 0 ? text.length : from + found;
  };
  const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(text[from] === '"' ? text.slice(from) : '');
  // FEEL texts begin with quotes too: only what spreadsheets had to quote is theirs.
  if (quoted !== null && /[\t\n]|""/.test(quoted[1] ?? ''))
    return { cell: (quoted[1] ?? '').replaceAll('""', '"'), end: from + quoted[0].length };
  return { cell: text.slice(from, plainEnd()), end: plainEnd() };
}

/** Rows of cells as spreadsheets take them: they would strip the quotes of a text of FEEL that are not written twice. */
export function writeTabSeparated(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[\t\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join('\t')).join('\n');
}
