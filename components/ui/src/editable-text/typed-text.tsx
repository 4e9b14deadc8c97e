import { useEffect, useRef, useState } from 'react';
import styles from './editable-text.module.css';

interface TypedTextProps {
  readonly id: string;
  readonly label: string;
  readonly first: string;
  readonly maxLength: number | undefined;
  /** Null: given up. `byKey` tells whether a key ended it, so that the focus has nowhere else to go. */
  readonly onFinish: (text: string | null, byKey: boolean) => void;
}

/** The input in place of the words. It ends once, by whatever comes first. */
export function TypedText({ id, label, first, maxLength, onFinish }: TypedTextProps) {
  const [text, setText] = useState(first);
  const input = useRef<HTMLInputElement>(null);
  const finished = useRef(false);
  useEffect(() => {
    const element = input.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const finish: TypedTextProps['onFinish'] = (result, byKey) => {
    if (finished.current) return;
    finished.current = true;
    onFinish(result, byKey);
  };
  return (
    <input
      ref={input}
      id={id}
      className={styles.input}
      aria-label={label}
      maxLength={maxLength}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => finish(text, false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') finish(text, true);
        else if (event.key === 'Escape') finish(null, true);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
