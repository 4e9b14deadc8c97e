import { asPlinthError } from '@plinth/foundation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type FileFault, ImportFileReader, UnreadableFile } from './file-reader.ts';
import type { FileFindings, FileReading } from './import-file.ts';
import { writtenWays } from './written-ways.ts';

/** A file as far as it has been read. */
export type FileState =
  | { readonly name: 'none' }
  | { readonly name: 'reading'; readonly file: string; readonly rows: number }
  | { readonly name: 'unreadable'; readonly file: string; readonly fault: FileFault }
  | { readonly name: 'ready'; readonly file: string; readonly findings: FileFindings };

export interface OpenImportFile {
  readonly state: FileState;
  readonly reading: FileReading;
  /** The reader that has the file; null where there is none. */
  readonly reader: ImportFileReader | null;
  open(file: Blob, name: string): void;
  /** Reads the same file in another way. */
  readAgain(reading: FileReading): void;
  close(): void;
}

/** What is likely where values could mean either follows from the language in which the browser is used. */
function firstReading(): FileReading {
  return { nothing: ['NULL', 'null', 'N/A', 'n/a', '#N/A'], likelier: writtenWays(navigator.language) };
}

/** Holds the file of an import in a worker; whatever is on its way ends when another one comes. */
export function useImportFile(): OpenImportFile {
  const reader = useRef<ImportFileReader | null>(null);
  const [state, setState] = useState<FileState>({ name: 'none' });
  const [reading, setReading] = useState(firstReading);
  const look = useCallback((file: Blob | null, name: string, how: FileReading) => {
    const current = reader.current;
    if (current === null) return;
    setReading(how);
    setState({ name: 'reading', file: name, rows: 0 });
    const isCurrent = () => reader.current === current;
    current
      .look(file, how, (rows) => {
        if (isCurrent()) setState((now) => (now.name === 'reading' ? { ...now, rows } : now));
      })
      .then(
        (findings) => {
          if (isCurrent()) setState({ name: 'ready', file: name, findings });
        },
        (thrown: unknown) => {
          const fault = thrown instanceof UnreadableFile ? thrown.fault : asPlinthError(thrown);
          if (isCurrent()) setState({ name: 'unreadable', file: name, fault });
        },
      );
  }, []);
  const close = useCallback(() => {
    reader.current?.close();
    reader.current = null;
    setState({ name: 'none' });
  }, []);
  useEffect(() => () => reader.current?.close(), []);
  return {
    state,
    reading,
    reader: reader.current,
    open(file, name) {
      close();
      reader.current = new ImportFileReader();
      look(file, name, firstReading());
    },
    readAgain(how) {
      if (state.name !== 'none') look(null, state.file, how);
    },
    close,
  };
}
