import { useLayoutEffect, useRef } from 'react';

interface YamlEditorProps {
  readonly label: string;
  readonly value: string;
  /** Lines, from 1, that something is wrong with, and whether it stands in the way. */
  readonly marks: ReadonlyMap<number, 'bad' | 'warn'>;
  /** The line to show and to stand in; another object, another time. */
  readonly goTo: { readonly line: number; readonly column: number } | null;
  readonly describedBy: string;
  onChange(text: string): void;
  onKeep(): void;
}

/** Text with its line numbers, in which others may write too: what comes from outside leaves the cursor where it was. */
export function YamlEditor({ label, value, marks, goTo, describedBy, onChange, onKeep }: YamlEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLOListElement>(null);
  const shown = useRef(value);
  useLayoutEffect(() => {
    const { current } = area;
    if (current === null || shown.current === value) return;
    const at = movedPlace(shown.current, value, current.selectionStart);
    const end = movedPlace(shown.current, value, current.selectionEnd);
    shown.current = value;
    current.value = value;
    current.setSelectionRange(at, end);
  }, [value]);
  useLayoutEffect(() => {
    const { current } = area;
    if (current === null || goTo === null) return;
    const lines = current.value.split('\n');
    const at = lines.slice(0, goTo.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + goTo.column - 1;
    current.focus();
    current.setSelectionRange(at, at);
    const height = current.scrollHeight / Math.max(lines.length, 1);
    current.scrollTop = Math.max(0, height * (goTo.line - 4));
  }, [goTo]);
  return (
    <div className="lifecycle-editor" dir="ltr">
      <ol ref={gutter} aria-hidden="true">
        {value.split('\n').map((_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line number is its place
          <li key={at} data-mark={marks.get(at + 1)}>
            {at + 1}
          </li>
        ))}
      </ol>
      <textarea
        ref={area}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={[...marks.values()].includes('bad') || undefined}
        spellCheck={false}
        autoCapitalize="off"
        wrap="off"
        defaultValue={value}
        onChange={({ currentTarget }) => {
          shown.current = currentTarget.value;
          onChange(currentTarget.value);
        }}
        onScroll={({ currentTarget }) => {
          if (gutter.current !== null) gutter.current.style.transform = `translateY(${-currentTarget.scrollTop}px)`;
        }}
        onKeyDown={(event) => {
          if (!(event.ctrlKey || event.metaKey) || (event.key !== 'Enter' && event.key.toLowerCase() !== 's')) return;
          event.preventDefault();
          onKeep();
        }}
      />
    </div>
  );
}

/** Where a place in a text is after it was changed somewhere. */
function movedPlace(before: string, after: string, place: number): number {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (place <= start) return place;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return place >= before.length - end ? place + after.length - before.length : Math.min(place, after.length - end);
}
