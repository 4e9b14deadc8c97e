import { useFormat, useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import { useEffect, useState } from 'react';
import type { FileFindings, FileReading } from './import-file.ts';

interface FileFormatProps {
  readonly name: string;
  readonly findings: FileFindings;
  readonly reading: FileReading;
  onReading(reading: FileReading): void;
  onOther(): void;
}

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1250', 'windows-1251', 'windows-1256', 'iso-8859-2'];
const delimiters = [',', ';', '\t', '|'];

/** What a file is and how it is read: found out, and to be changed where that was wrong. */
export function FileFormat({ name, findings, reading, onReading, onOther }: FileFormatProps) {
  const text = useText();
  const format = useFormat();
  const written = reading.nothing.join(', ');
  const [nothing, setNothing] = useState(written);
  useEffect(() => setNothing(written), [written]);
  const { kind, encoding, delimiter, sheet, sheets, header, total, unreadable } = findings;
  const delimiterNames: Readonly<Record<string, string>> = {
    ',': text('studio.import.comma', 'Comma'),
    ';': text('studio.import.semicolon', 'Semicolon'),
    '\t': text('studio.import.tab', 'Tab'),
    '|': text('studio.import.bar', 'Bar |'),
  };
  const shownEncodings = encoding === null || encodings.includes(encoding) ? encodings : [...encodings, encoding];
  const shownDelimiters = delimiter === null || delimiters.includes(delimiter) ? delimiters : [...delimiters, delimiter];
  return (
    <>
      <div className="import-file">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <span className="studio-quiet" role="status">
          {text('studio.import.rows', '{count, plural, one {# row} other {# rows}}', { count: total })}
        </span>
        {unreadable === 0 ? null : (
          <span className="studio-warning">
            {text('studio.import.unreadable', '{count, plural, one {# row cannot be read} other {# rows cannot be read}}', {
              count: unreadable,
            })}
          </span>
        )}
        <span className="studio-grow" />
        <ToolButton icon="x" label={text('studio.import.other', 'Take another file')} onClick={onOther} />
      </div>
      <div className="import-format">
        {sheets.length > 1 ? (
          <label>
            <span>{text('studio.import.sheet', 'Sheet')}</span>
            <select value={sheet ?? ''} onChange={(event) => onReading({ ...reading, sheet: event.currentTarget.value })}>
              {sheets.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
        ) : null}
        {kind === 'text' ? (
          <>
            <label>
              <span>{text('studio.import.encoding', 'Encoding')}</span>
              <select value={encoding ?? ''} onChange={(event) => onReading({ ...reading, encoding: event.currentTarget.value })}>
                {shownEncodings.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            </label>
            <label>
              <span>{text('studio.import.delimiter', 'Between values')}</span>
              <select value={delimiter ?? ''} onChange={(event) => onReading({ ...reading, delimiter: event.currentTarget.value })}>
                {shownDelimiters.map((each) => (
                  <option key={each} value={each}>
                    {delimiterNames[each] ?? each}
                  </option>
                ))}
              </select>
            </label>
          </>
        ) : null}
        {kind === 'json' ? null : (
          <label className="import-tick">
            <input type="checkbox" checked={header} onChange={() => onReading({ ...reading, header: !header })} />
            <span>{text('studio.import.header', 'The first row names the columns')}</span>
          </label>
        )}
        <label>
          <span>{text('studio.import.nothing', 'Read as empty')}</span>
          <input
            value={nothing}
            onChange={(event) => setNothing(event.currentTarget.value)}
            onBlur={() => {
              if (nothing !== written) onReading({ ...reading, nothing: nothing.split(',').flatMap((each) => each.trim() || []) });
            }}
          />
        </label>
      </div>
      <SampleTable findings={findings} rowLabel={(row) => format.number(row)} />
    </>
  );
}

const shownRows = 8;

/** The first rows of the file, as they are read. */
function SampleTable({ findings, rowLabel }: { readonly findings: FileFindings; rowLabel(row: number): string }) {
  const text = useText();
  const { columns, sample } = findings;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className="import-sample" tabIndex={0} aria-label={text('studio.import.sample', 'The first rows')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text('studio.import.row', 'Row')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                <bdi>{column}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.slice(0, shownRows).map(({ row, values }) => (
            <tr key={row}>
              <td>{rowLabel(row)}</td>
              {columns.map((column, place) => (
                <td key={column}>
                  <bdi>{(values[place] ?? '').slice(0, 200)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
