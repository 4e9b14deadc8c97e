import { rulesOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { ToolButton } from '@plinth/studio-frame';
import { type KeyboardEvent, useState } from 'react';
import { useDecisionWork } from '../decision-work.ts';
import { addElement, type Part, removeElement } from './element-edits.ts';
import { renameElement } from './rename-element.ts';

const parts: readonly { readonly part: Part; readonly icon: string; readonly wanted: string }[] = [
  { part: 'decisions', icon: 'gavel', wanted: 'decision' },
  { part: 'inputs', icon: 'login', wanted: 'input' },
  { part: 'knowledge', icon: 'code', wanted: 'calculate' },
];

/** What the decision is made of: its decisions, inputs and functions. */
export function ModelList() {
  const text = useText();
  const decision = useDecisionWork();
  const shown = useSignalValue(decision.element);
  const examination = useSignalValue(decision.examination);
  const [renaming, setRenaming] = useState<string | null>(null);
  const record = decision.record();
  if (record === null) return null;
  const rules = () => rulesOf(decision.definition(), record.id);
  const titles: Readonly<Record<Part, string>> = {
    decisions: text('studio.modelDecisions', 'Decisions'),
    inputs: text('studio.modelInputs', 'Inputs'),
    knowledge: text('studio.modelFunctions', 'Functions'),
  };
  const adds: Readonly<Record<Part, string>> = {
    decisions: text('studio.addDecision', 'Add decision'),
    inputs: text('studio.addInputData', 'Add input'),
    knowledge: text('studio.addFunction', 'Add function'),
  };
  const add = (part: Part, wanted: string) => {
    const { edit, name } = addElement(record, part, wanted);
    if (!decision.edit(edit)) return;
    if (part !== 'inputs') decision.show(name);
    setRenaming(`${part} ${name}`);
  };
  const rename = (part: Part, name: string, to: string) => {
    setRenaming(null);
    const edit = renameElement(record, part, name, to.trim(), rules());
    if (decision.edit(edit) && shown === name) decision.element.value = to.trim();
  };
  const keys = (event: KeyboardEvent, part: Part, name: string) => {
    if (event.key === 'F2') setRenaming(`${part} ${name}`);
    else if (event.key === 'Delete') decision.edit(removeElement(record, part, name, rules()));
    else return;
    event.preventDefault();
  };
  return (
    <div className="decision-model">
      {parts.map(({ part, icon, wanted }) => (
        <section key={part}>
          <header>
            <h3>{titles[part]}</h3>
            <ToolButton icon="plus" label={adds[part]} onClick={() => add(part, wanted)} />
          </header>
          <ul>
            {Object.entries<{ readonly type?: string | undefined }>(record[part]).map(([name, { type }]) => (
              <li key={name}>
                {renaming === `${part} ${name}` ? (
                  <input
                    // biome-ignore lint/a11y/noAutofocus: it takes the place of what had the focus
                    autoFocus
                    type="text"
                    aria-label={text('studio.rename', 'New name of {name}', { name })}
                    defaultValue={name}
                    onFocus={(event) => event.currentTarget.select()}
                    onBlur={(event) => rename(part, name, event.currentTarget.value)}
                    onKeyDown={(event) => {
                      if (event.key === 'Enter') event.currentTarget.blur();
                      if (event.key === 'Escape') {
                        event.currentTarget.value = name;
                        event.currentTarget.blur();
                      }
                    }}
                  />
                ) : (
                  <button
                    type="button"
                    aria-current={part !== 'inputs' && name === shown ? 'true' : undefined}
                    title={text('studio.elementKeys', '{name}: F2 renames, Delete removes', { name })}
                    onClick={() => (part === 'inputs' ? setRenaming(`${part} ${name}`) : decision.show(name))}
                    onDoubleClick={() => setRenaming(`${part} ${name}`)}
                    onKeyDown={(event) => keys(event, part, name)}
                  >
                    <Icon name={icon} size={14} />
                    <bdi>{name}</bdi>
                    {examination?.violations.some(({ path }) => path.includes(`/${part}/${name}/`)) ? (
                      <Icon name="alert-circle" size={12} label={text('studio.hasProblems', 'has problems')} />
                    ) : null}
                    {part === 'inputs' ? null : <small>{type ?? ''}</small>}
                  </button>
                )}
                {part === 'inputs' ? (
                  <InputType
                    name={name}
                    type={type}
                    own={Object.keys(record.types)}
                    onType={(next) =>
                      decision.edit({
                        body: {
                          type: 'RECORD_UPDATE',
                          payload: { id: record.id, path: ['inputs', name, 'type'], ...(next === '' ? {} : { value: next }) },
                        },
                        intent: `Change type of input ${name}`,
                      })
                    }
                  />
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const builtIn = ['string', 'number', 'boolean', 'date', 'time', 'date and time', 'days and time duration', 'years and months duration'];

interface InputTypeProps {
  readonly name: string;
  readonly type: string | undefined;
  readonly own: readonly string[];
  onType(type: string): void;
}

function InputType({ name, type = '', own, onType }: InputTypeProps) {
  const text = useText();
  return (
    <select
      aria-label={text('studio.typeOf', 'Type of {name}', { name })}
      value={type}
      onChange={(event) => onType(event.currentTarget.value)}
    >
      <option value="">{text('studio.anyType', 'any type')}</option>
      {[...new Set([...builtIn, ...own, ...(type === '' ? [] : [type])])].map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </select>
  );
}
