import { Icon, useText } from '@plinth/component-kit';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useControlled } from '../contract/use-controlled.ts';
import { useOutput } from '../contract/use-output.ts';
import { PushButton } from '../parts/push-button.tsx';
import type { searchBox } from './manifest.ts';
import styles from './search-box.module.css';
import { useDebounced } from './use-debounced.ts';

export function SearchBox({ id, properties, events, setOutput }: PropsOf<typeof searchBox>) {
  const { label, value, placeholder, delay } = properties;
  const words = useText();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useControlled(value ?? '');
  const [settled, settleNow] = useDebounced(typed, Math.max(0, delay));
  const told = useRef(settled);
  useOutput(setOutput, 'value', settled);
  useEffect(() => {
    if (told.current === settled) return;
    told.current = settled;
    void events.change?.({ value: settled });
  }, [settled, events]);
  const change = (text: string, now = false) => {
    setTyped(text);
    if (now) settleNow(text);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') settleNow(typed);
    else if (event.key === 'Escape' && typed !== '') {
      event.stopPropagation();
      change('', true);
    }
  };
  return (
    <search className={styles.search}>
      <span className={styles.icon}>
        <Icon name="search" size={16} />
      </span>
      <input
        ref={input}
        id={`${id}-input`}
        type="search"
        className={styles.input}
        aria-label={label}
        placeholder={placeholder ?? label}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={press}
      />
      {typed ? (
        <PushButton
          className={styles.clear}
          text={words('ui.searchBox.clear', 'Clear the search')}
          icon="x"
          iconOnly
          variant="subtle"
          size="s"
          onClick={() => {
            change('', true);
            input.current?.focus();
          }}
        />
      ) : null}
    </search>
  );
}
