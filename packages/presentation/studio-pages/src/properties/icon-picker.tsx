import { Icon, useIconNames, useText } from '@plinth/component-kit';
import { type KeyboardEvent, useId, useRef, useState } from 'react';

interface IconPickerProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  onChange(icon: string | undefined): void;
}

const mostShown = 60;

/** An icon of the set: shown beside its name, searched where it is opened. */
export function IconPicker({ id, label, value, onChange }: IconPickerProps) {
  const text = useText();
  const names = useIconNames();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const wanted = search
    .toLowerCase()
    .trim()
    .split(/[\s-]+/);
  const found = names.filter((name) => wanted.every((word) => name.includes(word)));
  const close = () => {
    setOpen(false);
    setSearch('');
    button.current?.focus();
  };
  const choose = (name: string | undefined) => {
    close();
    if (name !== (value === '' ? undefined : value)) onChange(name);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement && found[0] !== undefined) choose(found[0]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what is inside, wherever in it the focus is
    <div className="icon-picker" onKeyDown={open ? keys : undefined}>
      <button
        ref={button}
        id={id}
        type="button"
        className="icon-picker-value"
        aria-label={`${label}: ${value === '' ? text('studio.noIcon', 'none') : value}`}
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        onClick={() => setOpen(!open)}
      >
        {value === '' ? null : <Icon name={value} size={16} />}
        <span>{value === '' ? text('studio.noIcon', 'none') : value}</span>
      </button>
      {open ? (
        <div id={listId} className="icon-picker-choice">
          <input
            type="search"
            // biome-ignore lint/a11y/noAutofocus: opened to be typed into
            autoFocus
            aria-label={text('studio.findIcon', 'Find an icon')}
            placeholder={text('studio.findIcon', 'Find an icon')}
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          <div className="icon-picker-icons">
            {found.slice(0, mostShown).map((name) => (
              <button key={name} type="button" title={name} aria-label={name} aria-pressed={name === value} onClick={() => choose(name)}>
                <Icon name={name} size={18} />
              </button>
            ))}
          </div>
          <p role="status">
            {found.length === 0
              ? text('studio.noIconFound', 'No icon is called that.')
              : found.length > mostShown
                ? text('studio.moreIcons', '{count} more: type a word to find them.', { count: found.length - mostShown })
                : ''}
          </p>
          {value === '' ? null : (
            <button type="button" className="studio-link" onClick={() => choose(undefined)}>
              {text('studio.removeIcon', 'No icon')}
            </button>
          )}
        </div>
      ) : null}
    </div>
  );
}
