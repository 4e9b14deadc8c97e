import { asPlinthError } from '@plinth/foundation';
import type { Answer, Request } from './file-reader.ts';
import { ImportFile } from './import-file.ts';

let file: ImportFile | null = null;

/** Runs in a worker: a file of a hundred thousand rows is read without holding up the page. */
self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  const { id } = data;
  const tell = (answer: Answer) => self.postMessage(answer);
  answerTo(data, (rows) => tell({ id, rows })).then(
    (value) => tell({ id, value }),
    (thrown) => {
      const { code, message, hint } = asPlinthError(thrown);
      tell({ id, error: { code, message, hint } });
    },
  );
});

async function answerTo(request: Request, onRows: (rows: number) => void): Promise<unknown> {
  if (request.kind === 'look') {
    if (request.file !== null) file = new ImportFile(request.file);
    return file?.look(request.reading, onRows);
  }
  if (request.kind === 'body') return file?.body(request.uses, onRows);
  if (request.kind === 'rows') return request.lines.map((line) => file?.rowOfLine(line) ?? line);
  return file?.refused(request.stretches, request.problems, request.names);
}
