import { copybookErrors } from './errors.ts';
import type { Layout } from './layout/item.ts';
import { placeItems } from './layout/place-items.ts';
import { type Finding, placeText } from './syntax/finding.ts';
import { type ParseOptions, parseCopybook } from './syntax/parse-copybook.ts';

/** A copybook as it was read: its records in their order, and what is wrong or doubtful. */
export interface Copybook {
  readonly layouts: readonly Layout[];
  readonly findings: readonly Finding[];
}

/** What is found is told up to here; a wrong form makes every line a mistake. */
const mostFindings = 100;

/** The copybook itself first, then what it brought. */
function byPlace(a: Finding, b: Finding): number {
  return (a.file ?? '').localeCompare(b.file ?? '') || a.line - b.line || a.column - b.column;
}

/** Reads a copybook. Layouts are whole only where no finding is an error. */
export function readCopybook(source: string, options: ParseOptions = {}): Copybook {
  const { records, findings } = parseCopybook(source, options);
  const layouts = records.map((record) => placeItems(record, findings, options.names ?? 'cobol'));
  return { layouts, findings: findings.sort(byPlace).slice(0, mostFindings) };
}

/** The layouts of all records. Throws `copybook.invalid` with every mistake in its details. */
export function layoutsOf(source: string, options: ParseOptions = {}): readonly Layout[] {
  const { layouts, findings } = readCopybook(source, options);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return layouts;
  const violations = errors.map(({ file, line, column, message }) => ({
    path: `/${file === null ? '' : `${file}/`}${line}/${column}`,
    message,
  }));
  throw copybookErrors.invalid({ count: errors.length, place: placeText(first), problem: first.message }, { details: { violations } });
}

/**
 * The layout of a record, by its name, or of the only one. Throws `copybook.invalid` with every mistake in its details,
 * `copybook.no-such-record` or `copybook.several-records`.
 */
export function layoutOf(source: string, options: ParseOptions & { readonly record?: string | undefined } = {}): Layout {
  const layouts = layoutsOf(source, options);
  const records = layouts.map(({ name }) => name).join(', ');
  if (options.record !== undefined) {
    const found = layouts.find(({ name }) => name === options.record?.toUpperCase());
    if (found === undefined) throw copybookErrors.noSuchRecord({ name: options.record, records });
    return found;
  }
  const [only, another] = layouts;
  if (only === undefined || another !== undefined) throw copybookErrors.severalRecords({ records });
  return only;
}
