import typescript from 'typescript';
import type { Question, Reply } from './language-client.ts';
import { libraries } from './libraries.ts';
import { SourceLanguage } from './source-language.ts';

const language = new SourceLanguage(typescript, libraries);

/** Runs in a worker: TypeScript takes a moment for what it is asked, and nobody who writes should wait for it. */
self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  language.set(data.source, data.world);
  const { id } = data;
  const reply: Reply =
    data.kind === 'mistakes'
      ? { id, answer: language.mistakes() }
      : { id, answer: data.kind === 'completions' ? language.completions(data.at) : language.hover(data.at) };
  self.postMessage(reply);
});
