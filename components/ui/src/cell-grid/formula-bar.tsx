import { useRef, useState } from 'react';
import styles from './cell-grid.module.css';

interface FormulaBarProps {
  readonly id: string;
  readonly address: string;
  readonly label: string;
  /** What stands in the cell, as it is edited. */
  readonly text: string;
  /** Whether it is wrong, as the element with this id says. */
  readonly errorId: string | null;
  readonly readOnly: boolean;
  /** Null: given up. */
  readonly onFinish: (text: string | null, next: 'down' | null) => void;
}

/** What stands in the chosen cell; another place to edit it, which a finger finds too. */
export function FormulaBar({ id, address, label, text, errorId, readOnly, onFinish }: FormulaBarProps) {
  const [typed, setTyped] = useState<{ readonly address: string; readonly text: string } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const current = typed?.address === address ? typed.text : null;
  const finish: FormulaBarProps['onFinish'] = (result, next) => {
    setTyped(null);
    onFinish(result, next);
  };
  return (
    <div className={styles.bar}>
      <span className={styles.address} aria-hidden="true">
        {address}
      </span>
      <input
        ref={input}
        id={id}
        className={styles.content}
        aria-label={label}
        aria-describedby={errorId ?? undefined}
        aria-invalid={errorId ? true : undefined}
        autoComplete="off"
        spellCheck={false}
        value={current ?? text}
        readOnly={readOnly}
        onChange={(event) => setTyped({ address, text: event.currentTarget.value })}
        onBlur={() => {
          if (current === null) return;
          setTyped(null);
          if (current !== text) onFinish(current, null);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') finish(current ?? text, 'down');
          else if (event.key === 'Escape') finish(null, null);
          else return;
          event.preventDefault();
        }}
      />
    </div>
  );
}
