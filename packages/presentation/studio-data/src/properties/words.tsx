import { useDraft } from '@plinth/studio-frame';

interface WordsProps {
  readonly label: string;
  readonly value: string;
  readonly mono?: boolean;
  onKeep(text: string): void;
}

/** A short text in a line of a list; it is never left empty. */
export function Words({ label, value, mono = false, onKeep }: WordsProps) {
  const draft = useDraft(value, (text) => {
    if (text.trim() !== '') onKeep(text.trim());
  });
  return <input type="text" aria-label={label} className={mono ? 'data-mono' : undefined} dir={mono ? 'ltr' : 'auto'} {...draft} />;
}
