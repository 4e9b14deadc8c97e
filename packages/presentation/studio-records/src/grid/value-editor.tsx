import { type CallTarget, listRecords, type ShellField } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { useWork } from '@plinth/studio-frame';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { readValue, writtenText } from './cell-value.ts';
import { addressKey } from './use-records.ts';

export interface ValueEditorProps {
  readonly field: ShellField;
  readonly value: unknown;
  readonly target: Required<CallTarget>;
  readonly label?: string;
  readonly id?: string;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly autoFocus?: boolean;
  /** Called at each change with the value as it stands. */
  onChange(value: unknown): void;
}

const kinds: Readonly<Record<string, string>> = {
  date: 'date',
  time: 'time',
  dateTime: 'datetime-local',
  email: 'email',
  url: 'url',
  phone: 'tel',
};
const numbers: ReadonlySet<string> = new Set(['integer', 'decimal', 'money']);

/** The editor of a field, by its type. */
export function ValueEditor({ field, value, target, label, id, invalid, describedBy, autoFocus = false, onChange }: ValueEditorProps) {
  const text = useText();
  const [written, setWritten] = useState(() => writtenText(value, field));
  const given = {
    id,
    'aria-label': label,
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy,
    ref: (element: HTMLElement | null) => {
      if (autoFocus && element !== null && document.activeElement !== element) element.focus();
    },
  };
  const change = (event: { readonly currentTarget: { readonly value: string } }) => {
    setWritten(event.currentTarget.value);
    onChange(readValue(event.currentTarget.value, field));
  };
  if (field.type === 'reference') return <ReferenceEditor field={field} value={value} target={target} given={given} onChange={onChange} />;
  if (field.type === 'choice' || field.type === 'boolean') {
    const options =
      field.type === 'boolean'
        ? [
            { value: 'true', label: text('ui.yes', 'Yes') },
            { value: 'false', label: text('ui.no', 'No') },
          ]
        : (field.options ?? []);
    return (
      <select {...given} value={written} onChange={change}>
        <option value="">–</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  if (field.type === 'longText' || field.type === 'json') return <textarea {...given} rows={3} value={written} onChange={change} />;
  return (
    <input
      {...given}
      type={kinds[field.type] ?? 'text'}
      step={field.type === 'dateTime' || field.type === 'time' ? 1 : undefined}
      inputMode={numbers.has(field.type) ? 'decimal' : undefined}
      value={written}
      onChange={change}
    />
  );
}

interface Choice {
  readonly id: string;
  readonly title: string;
}

interface ReferenceEditorProps extends Pick<ValueEditorProps, 'field' | 'value' | 'target' | 'onChange'> {
  readonly given: object;
}

/** Finds the record to refer to by its title. */
function ReferenceEditor({ field, value, target, given, onChange }: ReferenceEditorProps) {
  const text = useText();
  const { client } = useWork();
  const list = useId();
  const [written, setWritten] = useState(() => writtenText(value, field));
  const [search, setSearch] = useState<string | null>(null);
  const [found, setFound] = useState<readonly Choice[]>([]);
  const [active, setActive] = useState(0);
  const entity = field.target;
  useEffect(() => {
    if (search === null || entity === undefined) return;
    const asked = new AbortController();
    const input = { entity: addressKey(entity), limit: 20, ...(search === '' ? {} : { search }) };
    client.call(listRecords, target, input, { signal: asked.signal }).then(
      ({ items }) => {
        setFound(items.map(({ id, title }) => ({ id, title: title ?? id })));
        setActive(0);
      },
      // Whoever may not read them finds none.
      () => asked.signal.aborted || setFound([]),
    );
    return () => asked.abort();
  }, [client, target, entity, search]);
  const choose = (choice: Choice | null) => {
    setWritten(choice?.title ?? '');
    setSearch(null);
    onChange(choice);
  };
  const open = search !== null;
  const keys = (event: KeyboardEvent) => {
    if (!open && event.key === 'ArrowDown') setSearch('');
    else if (open && event.key === 'ArrowDown') setActive(Math.min(found.length - 1, active + 1));
    else if (open && event.key === 'ArrowUp') setActive(Math.max(0, active - 1));
    else if (open && event.key === 'Escape') setSearch(null);
    else if (open && event.key === 'Enter' && found[active] !== undefined) choose(found[active]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span className="record-reference">
      <input
        {...given}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={list}
        aria-activedescendant={open && found.length > 0 ? `${list}-${active}` : undefined}
        value={written}
        placeholder={text('studio.records.search', 'Search')}
        onChange={(event) => {
          setWritten(event.currentTarget.value);
          if (event.currentTarget.value === '') onChange(null);
          setSearch(event.currentTarget.value);
        }}
        onBlur={() => setSearch(null)}
        onKeyDown={keys}
      />
      <div id={list} role="listbox" aria-label={field.label} hidden={!open}>
        {found.map((choice, number) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
          <div
            key={choice.id}
            id={`${list}-${number}`}
            role="option"
            tabIndex={-1}
            aria-selected={number === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(choice)}
          >
            <bdi>{choice.title}</bdi>
          </div>
        ))}
      </div>
    </span>
  );
}
