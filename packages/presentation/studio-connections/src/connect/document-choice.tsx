import { Button } from '@mantine/core';
import { Icon, useText } from '@plinth/component-kit';
import { type DragEvent, useRef, useState } from 'react';

interface DocumentChoiceProps {
  readonly document: { readonly text: string; readonly name: string } | null;
  onDocument(document: { readonly text: string; readonly name: string }): void;
}

/** Takes a document that is dropped, chosen or pasted. */
export function DocumentChoice({ document, onDocument }: DocumentChoiceProps) {
  const text = useText();
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState<string | null>(null);
  const take = async (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) onDocument({ text: await file.text(), name: file.name });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever drops a file has a pointer; the buttons are for everybody
    <div
      className="connections-drop"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {document === null ? (
        <p>{text('studio.connections.drop', 'Drop the document here: OpenAPI, AsyncAPI, GraphQL, .proto, WSDL or a copybook.')}</p>
      ) : (
        <p role="status" className="connections-given">
          <Icon name="file-text" size={18} />
          <bdi>{document.name}</bdi>
          <small>
            {text('studio.connections.letters', '{count, plural, one {# letter} other {# letters}}', { count: document.text.length })}
          </small>
        </p>
      )}
      <div className="connections-buttons">
        <Button variant="default" onClick={() => chooser.current?.click()}>
          {text('studio.import.choose', 'Choose a file')}
        </Button>
        <Button variant="default" aria-expanded={pasted !== null} onClick={() => setPasted(pasted === null ? '' : null)}>
          {text('studio.import.paste', 'Paste text')}
        </Button>
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".json,.yaml,.yml,.graphql,.gql,.proto,.wsdl,.xml,.cpy,.cbl,.txt"
        aria-label={text('studio.connections.file', 'Document')}
        onChange={(event) => void take(event.currentTarget.files)}
      />
      {pasted === null ? null : (
        <>
          <textarea
            rows={8}
            spellCheck={false}
            aria-label={text('studio.connections.pasted', 'The document as text')}
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={pasted.trim() === ''}
            onClick={() => {
              onDocument({ text: pasted, name: text('studio.import.pastedName', 'Pasted text') });
              setPasted(null);
            }}
          >
            {text('studio.import.takeText', 'Take this text')}
          </Button>
        </>
      )}
    </div>
  );
}
