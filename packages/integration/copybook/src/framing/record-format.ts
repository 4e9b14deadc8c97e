import { copybookErrors } from '../errors.ts';

/**
 * How records lie in a file, in IBM's words: F and FB of one length; V and VB with a descriptor of 4 bytes before each record, VB also
 * before each block; VS and VBS with records in segments; `stream` without anything between, each as long as its counters say;
 * `text` in lines.
 */
export type RecordFormat = 'F' | 'FB' | 'V' | 'VB' | 'VS' | 'VBS' | 'stream' | 'text';

const recordFormats: readonly RecordFormat[] = ['F', 'FB', 'V', 'VB', 'VS', 'VBS', 'stream', 'text'];

/** A format by its name, written in any case, also `fixed` and `variable`. Throws `copybook.wrong-format`. */
export function recordFormat(name: string): RecordFormat {
  const aliases: Readonly<Record<string, RecordFormat>> = { fixed: 'F', variable: 'V', lines: 'text' };
  const lower = name.toLowerCase();
  const found =
    recordFormats.find((format) => format.toLowerCase() === lower) ?? (Object.hasOwn(aliases, lower) ? aliases[lower] : undefined);
  if (found === undefined)
    throw copybookErrors.wrongFormat({ problem: `"${name}" is no record format.`, formats: recordFormats.join(', ') });
  return found;
}

export interface Framing {
  readonly format: RecordFormat;
  /** Bytes of a record of F and FB. */
  readonly length: number;
}

/** The most bytes of one record, put together from its segments. */
export const longestRecord = 16_777_216;
