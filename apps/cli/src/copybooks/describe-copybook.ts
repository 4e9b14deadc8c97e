import { copybookErrors, describeLayout, type ItemDescription, placeText, readCopybook, schemaOf } from '@plinth/copybook';
import { type Session, textOption } from '../command.ts';
import { columns } from '../terminal.ts';
import { givenCopybook } from './copybook-options.ts';

/** Tells the records of a copybook with every item's place and type, and what is wrong; fails where something is. */
export async function describeCopybook(session: Session): Promise<void> {
  const { terminal } = session;
  const { source, options } = await givenCopybook(session);
  const { layouts, findings } = readCopybook(source, options);
  const name = textOption(session, 'record')?.toUpperCase();
  const shown = layouts.filter((layout) => name === undefined || layout.name === name);
  if (shown.length === 0 && name !== undefined)
    throw copybookErrors.noSuchRecord({ name, records: layouts.map((layout) => layout.name).join(', ') });
  const errors = findings.filter(({ severity }) => severity === 'error');
  const records = errors.length > 0 ? [] : shown;
  const result = {
    records: records.map((layout) => ({
      name: layout.name,
      minimum: layout.minimum,
      maximum: layout.maximum,
      items: describeLayout(layout),
      schema: schemaOf(layout),
    })),
    findings,
  };
  terminal.result(result, () => {
    for (const { name: record, minimum, maximum, items } of result.records) {
      const length = minimum === maximum ? `${maximum}` : `${minimum} to ${maximum}`;
      terminal.out(`${terminal.style('bold', record)}: ${length} bytes\n`);
      terminal.out(`${columns(['item', 'offset', 'length', 'type', 'picture', 'occurs', 'redefines'], items.map(row))}\n`);
    }
  });
  for (const finding of findings) {
    const { severity, column, message } = finding;
    terminal.note(
      `${terminal.style(severity === 'error' ? 'red' : 'yellow', severity)} ${placeText(finding)}, column ${column}: ${message}`,
    );
  }
  const [first] = errors;
  if (first !== undefined) throw copybookErrors.invalid({ count: errors.length, place: placeText(first), problem: first.message });
}

function row({ path, name, offset, length, type, picture, signed, occurs, redefines, renames }: ItemDescription): string[] {
  const depth = path === '' ? 0 : path.split('.').length;
  const times =
    occurs === undefined ? '' : occurs.minimum === occurs.maximum ? `${occurs.maximum}` : `${occurs.minimum} to ${occurs.maximum}`;
  return [
    `${'  '.repeat(depth)}${name}`,
    String(offset),
    String(length),
    signed === true ? `${type}, signed` : type,
    picture ?? '',
    occurs?.dependsOn === undefined ? times : `${times} by ${occurs.dependsOn}`,
    renames === undefined ? (redefines ?? '') : `renames ${[...new Set([renames.from, renames.through])].join(' to ')}`,
  ];
}
