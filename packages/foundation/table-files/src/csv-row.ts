/** Values as one line, quoted as RFC 4180 says, with the line end of files here: \n. */
export function csvRow(values: readonly string[]): string {
  return `${values.map(quoted).join(',')}\n`;
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
