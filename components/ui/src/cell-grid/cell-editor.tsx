import { useRef, useState } from 'react';
import styles from './cell-grid.module.css';

interface CellEditorProps {
  readonly label: string;
  readonly first: string;
  /** Null: given up. */
  readonly onFinish: (text: string | null, next: 'down' | 'right' | 'left' | null) => void;
}

/** What is typed into a cell. */
export function CellEditor({ label, first, onFinish }: CellEditorProps) {
  const [text, setText] = useState(first);
  const finished = useRef(false);
  const finish: CellEditorProps['onFinish'] = (result, next) => {
    if (finished.current) return;
    finished.current = true;
    onFinish(result, next);
  };
  return (
    <input
      className={styles.editor}
      aria-label={label}
      value={text}
      ref={(input) => {
        if (input && document.activeElement !== input) {
          input.focus();
          input.setSelectionRange(input.value.length, input.value.length);
        }
      }}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => finish(text, null)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(text, 'down');
        else if (event.key === 'Tab') finish(text, event.shiftKey ? 'left' : 'right');
        else if (event.key === 'Escape') finish(null, null);
        else return;
        event.preventDefault();
      }}
    />
  );
}
