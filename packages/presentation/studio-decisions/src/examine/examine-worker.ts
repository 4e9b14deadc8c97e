import { examine, tryOut } from './examination.ts';
import type { Question, Reply } from './examiner.ts';

/** Runs in a worker: a table of thousands of rules is examined without holding up who writes in it. */
self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const { id, draft } = data;
  const reply: Reply =
    data.kind === 'examine'
      ? { id, kind: 'examine', examination: examine(draft) }
      : { id, kind: 'try', trial: tryOut(draft, data.inputs, data.name) };
  self.postMessage(reply);
});
