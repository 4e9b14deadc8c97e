import { useDraft } from '@plinth/studio-frame';
import { type ReactNode, useId, useState } from 'react';

interface TextSettingProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly help?: string;
  readonly isCode?: boolean;
  onKeep(value: string): void;
}

/** A label above a field whose text is kept when it is left. */
export function TextSetting({ label, value, placeholder, help, isCode = false, onKeep }: TextSettingProps) {
  const id = useId();
  const draft = useDraft(value, onKeep);
  return (
    <div className="studio-setting">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        dir={isCode ? 'ltr' : 'auto'}
        spellCheck={!isCode}
        placeholder={placeholder}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        {...draft}
      />
      {help === undefined ? null : <small id={`${id}-help`}>{help}</small>}
    </div>
  );
}

export function Group({ title, help, children }: { readonly title: string; readonly help?: string; readonly children: ReactNode }) {
  return (
    <section className="studio-group" aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      {help === undefined ? null : <p className="function-quiet">{help}</p>}
      {children}
    </section>
  );
}

interface PairListProps {
  readonly pairs: Readonly<Record<string, string>>;
  readonly nameLabel: string;
  readonly valueLabel: string;
  readonly valuePlaceholder: string;
  readonly addLabel: string;
  /** Name and text of a new pair; null where both are to be written before it is one. */
  readonly newPair?: null;
  removeLabel(name: string): string;
  /** False where it is refused. */
  onChange(pairs: Readonly<Record<string, string>> | undefined): boolean;
}

/** Names with a text each, such as what a function takes with its types. */
export function PairList({ pairs, nameLabel, valueLabel, valuePlaceholder, addLabel, newPair, removeLabel, onChange }: PairListProps) {
  const [fresh, setFresh] = useState<readonly [string, string] | null>(null);
  const entries = Object.entries(pairs);
  const keep = (changed: readonly (readonly [string, string])[]) =>
    onChange(changed.length === 0 ? undefined : Object.fromEntries(changed));
  const add = () => {
    if (newPair === null) return setFresh(['', '']);
    let number = entries.length + 1;
    while (Object.hasOwn(pairs, `name${number}`)) number++;
    keep([...entries, [`name${number}`, valuePlaceholder]]);
  };
  return (
    <div className="function-pairs">
      {entries.map(([name, value], at) => (
        <div key={name} className="studio-setting function-pair">
          <PairInput
            label={nameLabel}
            value={name}
            onKeep={(to) => keep(entries.map((entry, other) => (other === at ? [to.trim(), value] : entry)))}
          />
          <PairInput
            label={`${valueLabel} ${name}`}
            value={value}
            onKeep={(to) => keep(entries.map((entry, other) => (other === at ? [name, to.trim()] : entry)))}
          />
          <button
            type="button"
            className="studio-tool"
            aria-label={removeLabel(name)}
            title={removeLabel(name)}
            onClick={() => keep(entries.filter((_, other) => other !== at))}
          >
            ×
          </button>
        </div>
      ))}
      {fresh === null ? null : (
        <form
          className="studio-setting function-pair"
          onSubmit={(event) => {
            event.preventDefault();
            const [name, value] = fresh;
            if (name.trim() === '' || value.trim() === '') return;
            setFresh(null);
            keep([...entries.filter(([known]) => known !== name.trim()), [name.trim(), value.trim()]]);
          }}
        >
          <input
            type="text"
            dir="ltr"
            spellCheck={false}
            aria-label={nameLabel}
            value={fresh[0]}
            onChange={({ currentTarget }) => setFresh([currentTarget.value, fresh[1]])}
          />
          <input
            type="text"
            dir="ltr"
            spellCheck={false}
            aria-label={valueLabel}
            placeholder={valuePlaceholder}
            value={fresh[1]}
            onChange={({ currentTarget }) => setFresh([fresh[0], currentTarget.value])}
          />
          <button type="submit" className="studio-tool" aria-label={addLabel} title={addLabel}>
            +
          </button>
        </form>
      )}
      <button type="button" className="studio-link" onClick={add}>
        {addLabel}
      </button>
    </div>
  );
}

function PairInput({ label, value, onKeep }: { readonly label: string; readonly value: string; onKeep(value: string): void }) {
  return <input type="text" dir="ltr" spellCheck={false} aria-label={label} {...useDraft(value, onKeep)} />;
}
