import type { CodePage } from '../code-pages/code-page.ts';
import type { FieldCodec } from '../fields/field-codec.ts';
import type { Field } from '../layout/item.ts';

/** The bytes of a field that nobody filled: its VALUE, else spaces or zeros. Slack bytes are zeros. */
export function initialBytes(field: Field, codec: FieldCodec, page: CodePage): Uint8Array {
  const bytes = new Uint8Array(field.size);
  const value = writtenValue(field);
  const filler = value === null ? null : figurative(value, page);
  if (filler !== null && (filler.everywhere || isText(field))) return bytes.fill(filler.byte);
  const written = filler !== null ? 0 : value !== null && !isText(field) ? value.replace(',', '.') : value;
  if (written !== null && codec.write(bytes, 0, written) === null) return bytes;
  if (field.entry !== null) codec.write(bytes, 0, codec.empty);
  return bytes;
}

/** The VALUE as written, as often as it goes into the field where that is what it says. */
function writtenValue({ entry, size }: Field): string | null {
  if (entry === null || entry.value === null) return null;
  const { value, valueRepeats } = entry;
  return valueRepeats && value !== '' ? value.repeat(Math.ceil(size / value.length)).slice(0, size) : value;
}

function isText({ storage }: Field): boolean {
  return storage.type === 'text' || storage.type === 'edited';
}

/** The byte that a figurative constant repeats; `everywhere` where it does so in numbers too. */
function figurative(value: string, page: CodePage): { readonly byte: number; readonly everywhere: boolean } | null {
  if (/^SPACES?$/.test(value)) return { byte: page.space, everywhere: false };
  if (/^ZERO(E?S)?$/.test(value)) return { byte: page.family === 'ebcdic' ? 0xf0 : 0x30, everywhere: false };
  if (/^LOW-VALUES?$/.test(value) || /^NULLS?$/.test(value)) return { byte: 0, everywhere: true };
  if (/^HIGH-VALUES?$/.test(value)) return { byte: 0xff, everywhere: true };
  return /^QUOTES?$/.test(value) ? { byte: page.family === 'ebcdic' ? 0x7f : 0x22, everywhere: false } : null;
}
