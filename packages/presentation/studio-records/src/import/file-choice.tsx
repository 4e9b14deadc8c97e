import { Button } from '@mantine/core';
import { Icon, useText } from '@plinth/component-kit';
import { type DragEvent, useRef, useState } from 'react';

interface FileChoiceProps {
  onFile(file: Blob, name: string): void;
}

/** Takes a file that is dropped, chosen or pasted as text. */
export function FileChoice({ onFile }: FileChoiceProps) {
  const text = useText();
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState<string | null>(null);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) onFile(file, file.name);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever drops a file has a pointer; the buttons are for everybody
    <div
      className="import-drop"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="file-spreadsheet" size={28} />
      <p>{text('studio.import.drop', 'Drop a file here: CSV, Excel (.xlsx) or JSON lines.')}</p>
      <div className="records-buttons">
        <Button onClick={() => chooser.current?.click()}>{text('studio.import.choose', 'Choose a file')}</Button>
        <Button variant="default" aria-expanded={pasted !== null} onClick={() => setPasted(pasted === null ? '' : null)}>
          {text('studio.import.paste', 'Paste text')}
        </Button>
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,.asc,.json,.jsonl,.ndjson,.xlsx"
        aria-label={text('studio.import.file', 'File')}
        onChange={(event) => take(event.currentTarget.files)}
      />
      {pasted === null ? null : (
        <form
          className="import-paste"
          onSubmit={(event) => {
            event.preventDefault();
            onFile(new Blob([pasted]), text('studio.import.pastedName', 'Pasted text'));
          }}
        >
          <textarea
            rows={8}
            spellCheck={false}
            aria-label={text('studio.import.pastedText', 'Rows, as copied from a spreadsheet')}
            value={pasted}
            ref={(element) => {
              if (pasted === '') element?.focus();
            }}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
          <Button type="submit" disabled={pasted.trim() === ''}>
            {text('studio.import.takeText', 'Take this text')}
          </Button>
        </form>
      )}
    </div>
  );
}
