import { Icon, useText } from '@plinth/component-kit';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Command } from '../work/command.ts';
import { matching } from './matching.ts';

interface CommandPaletteProps {
  readonly commands: readonly Command[];
  /** What of the definition is found by a search, beside the commands. */
  find(search: string): readonly Command[];
  onClose(): void;
}

const mostShown = 50;

/** Everything that can be done or opened, found by a few letters. */
export function CommandPalette({ commands, find, onClose }: CommandPaletteProps) {
  const text = useText();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const sought = useDeferredValue(search);
  const records = useMemo(() => find(sought), [find, sought]);
  const found = useMemo(() => {
    const matched = matching(commands, search);
    const known = new Set(matched.map(({ id }) => id));
    return [...matched, ...records.filter(({ id }) => !known.has(id))].slice(0, mostShown);
  }, [commands, search, records]);
  const current = Math.min(at, found.length - 1);
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter') run(found[current]);
    else if (event.key === 'ArrowDown') setAt((current + 1) % Math.max(found.length, 1));
    else if (event.key === 'ArrowUp') setAt((current - 1 + found.length) % Math.max(found.length, 1));
    else if (event.key !== 'Tab') return;
    event.preventDefault();
  };
  const label = text('studio.find', 'Find anything');
  return createPortal(
    <div className="studio-veil" role="presentation" onPointerDown={(event) => event.target === event.currentTarget && onClose()}>
      <div className="studio-palette" role="dialog" aria-modal="true" aria-label={label}>
        <input
          // biome-ignore lint/a11y/noAutofocus: opened to be typed into
          autoFocus
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={found.length === 0 ? undefined : `${id}-${current}`}
          aria-label={label}
          placeholder={text('studio.findHelp', 'A page, a component, something to do …')}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={keys}
        />
        <div className="studio-palette-list" id={id} ref={list} role="listbox" aria-label={label} tabIndex={-1}>
          {found.map((command, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the keys
            <div
              key={command.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === current}
              tabIndex={-1}
              onPointerMove={() => setAt(index)}
              onClick={() => run(command)}
            >
              <Icon name={command.icon} size={16} />
              <bdi>{command.title}</bdi>
              {command.detail === undefined ? null : <small>{command.detail}</small>}
              {command.keys === undefined ? null : <kbd>{command.keys}</kbd>}
            </div>
          ))}
        </div>
        {found.length === 0 ? (
          <p className="studio-none" role="status">
            {text('studio.nothingFound', 'Nothing is called that.')}
          </p>
        ) : null}
      </div>
    </div>,
    document.body,
  );
}
