import { Button } from '@mantine/core';
import { Icon, useText } from '@plinth/component-kit';
import { type ReactNode, useRef, useState } from 'react';
import { useFileDrop } from './use-file-drop.ts';

interface FileDropProps {
  readonly icon: string;
  /** What may be dropped, or what was given last. */
  readonly children: ReactNode;
  /** Ends of names that the chooser offers: `.csv,.xlsx`. */
  readonly accept: string;
  /** Name of the chooser for screen readers. */
  readonly label: string;
  /** That of the text that is pasted; absent where no text is taken. */
  readonly pastedLabel?: string;
  onFile(file: Blob, name: string): void;
}

/** Takes a file that is dropped, chosen or, where there is a name for it, pasted as text. */
export function FileDrop({ icon, children, accept, label, pastedLabel, onFile }: FileDropProps) {
  const text = useText();
  const chooser = useRef<HTMLInputElement>(null);
  const dropping = useFileDrop((file) => onFile(file, file.name));
  const [pasted, setPasted] = useState<string | null>(null);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) onFile(file, file.name);
  };
  return (
    <div className="studio-drop" {...dropping}>
      <Icon name={icon} size={28} />
      {children}
      <div className="studio-buttons">
        <Button variant="default" onClick={() => chooser.current?.click()}>
          {text('studio.import.choose', 'Choose a file')}
        </Button>
        {pastedLabel === undefined ? null : (
          <Button variant="default" aria-expanded={pasted !== null} onClick={() => setPasted(pasted === null ? '' : null)}>
            {text('studio.import.paste', 'Paste text')}
          </Button>
        )}
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={({ currentTarget }) => {
          take(currentTarget.files);
          // The same file may be chosen again, when it has changed.
          currentTarget.value = '';
        }}
      />
      {pasted === null ? null : (
        <>
          <textarea
            rows={8}
            spellCheck={false}
            aria-label={pastedLabel}
            value={pasted}
            ref={(element) => {
              if (pasted === '') element?.focus();
            }}
            onChange={({ currentTarget }) => setPasted(currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={pasted.trim() === ''}
            onClick={() => {
              onFile(new Blob([pasted]), text('studio.import.pastedName', 'Pasted text'));
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
