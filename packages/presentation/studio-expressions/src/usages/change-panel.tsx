import { type ActionBody, type FieldType, fieldTypes, type RecordOf, recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import {
  changedType,
  type Declared,
  type DefinitionExpressions,
  membersOf,
  readDeclaredId,
  rename,
  renamedId,
  type Usages,
} from '@plinth/definition-expressions';
import { PlinthError } from '@plinth/foundation';
import { useWork } from '@plinth/studio-frame';
import { type FormEvent, useId, useState } from 'react';

/** A change whose consequences are looked at before anybody makes it. */
export interface WantedChange {
  readonly title: string;
  readonly body: ActionBody;
}

interface ChangePanelProps {
  readonly declared: Declared;
  readonly expressions: DefinitionExpressions;
  readonly usages: Usages;
  onTry(change: WantedChange | null): void;
  onRenamed(id: string): void;
}

/** Kinds whose name stands in expressions and keys that are all known here. */
const renamable: ReadonlySet<Declared['kind']> = new Set(['field', 'relation', 'query', 'component', 'state', 'parameter', 'event']);

/** Another name everywhere, and what other changes would break. */
export function ChangePanel(props: ChangePanelProps) {
  const { declared, expressions, onTry } = props;
  const text = useText();
  const field = recordOf(expressions.definition, 'field', declared.id);
  return (
    <div className="usages-change">
      <header>
        <h2>
          <bdi dir="ltr">{declared.name}</bdi>
        </h2>
        <small>{declared.kind}</small>
      </header>
      {renamable.has(declared.kind) ? <RenameForm key={declared.id} {...props} /> : null}
      <section>
        <h3>{text('studio.usages.whatBreaks', 'What breaks if …')}</h3>
        <p className="usages-note">
          {text('studio.usages.whatBreaksHelp', 'The change is made on a copy and everything is checked. Nothing is changed.')}
        </p>
        <div className="usages-tries">
          <button
            type="button"
            className="studio-act"
            onClick={() =>
              onTry({ title: text('studio.usages.ifRemoved', 'If {name} is removed', { name: declared.name }), body: removal(declared) })
            }
          >
            {text('studio.usages.tryRemoval', 'it is removed')}
          </button>
          <button
            type="button"
            className="studio-act"
            onClick={() =>
              onTry({
                title: text('studio.usages.ifRenamed', 'If only {name} itself gets another name', { name: declared.name }),
                body: renamedAlone(declared, expressions),
              })
            }
          >
            {text('studio.usages.tryName', 'only it gets another name')}
          </button>
          {field === null ? null : <TypeChoice field={field} {...props} />}
        </div>
      </section>
    </div>
  );
}

function TypeChoice({ field, declared, expressions, onTry }: ChangePanelProps & { readonly field: RecordOf<'field'> }) {
  const text = useText();
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{text('studio.usages.tryType', 'its type is')}</label>
      <select
        id={id}
        defaultValue=""
        onChange={(event) => {
          const type = event.currentTarget.value as FieldType;
          const title = text('studio.usages.ifType', 'If {name} is of the type {type}', { name: declared.name, type });
          onTry({ title, body: changedType(expressions.definition, field, type) });
        }}
      >
        <option value="" disabled>
          {text('studio.usages.chooseType', 'choose a type')}
        </option>
        {fieldTypes
          .filter((type) => type !== field.type)
          .map((type) => (
            <option key={type} value={type}>
              {type}
            </option>
          ))}
      </select>
    </>
  );
}

function RenameForm({ declared, expressions, usages, onRenamed }: ChangePanelProps) {
  const text = useText();
  const work = useWork();
  const id = useId();
  const [name, setName] = useState(declared.name);
  const [wrong, setWrong] = useState<string | null>(null);
  const guesses = usages.mayUse(declared.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name === declared.name) return;
    try {
      const { body } = rename(expressions, usages, declared.id, name);
      const intent = `Rename ${declared.kind} ${declared.name} to ${name}`;
      if (work.act(body, intent)) onRenamed(renamedId(declared.id, name));
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
      setWrong(`${error.message} ${error.hint}`);
    }
  };
  return (
    <form onSubmit={submit}>
      <h3>{text('studio.usages.rename', 'Rename everywhere')}</h3>
      <label htmlFor={id}>{text('studio.usages.newName', 'New name')}</label>
      <div className="usages-rename">
        <input
          id={id}
          type="text"
          dir="ltr"
          spellCheck={false}
          autoCapitalize="off"
          value={name}
          aria-invalid={wrong !== null || undefined}
          aria-describedby={wrong === null ? undefined : `${id}-wrong`}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setWrong(null);
          }}
        />
        <button type="submit" className="studio-act" disabled={name === declared.name || name === ''}>
          {text('studio.usages.doRename', 'Rename')}
        </button>
      </div>
      {wrong === null ? null : (
        <p id={`${id}-wrong`} role="alert" className="usages-wrong">
          {wrong}
        </p>
      )}
      {guesses.length === 0 ? null : (
        <p className="usages-note">
          {text(
            'studio.usages.guesses',
            '{count, plural, one {# place} other {# places}} may mean it and cannot be told. They stay as they are; look at them below.',
            {
              count: guesses.length,
            },
          )}
        </p>
      )}
    </form>
  );
}

/** The page of a member and the path to it there; null where a record itself is meant. */
function memberOf(id: string): { readonly page: string; readonly path: readonly string[]; readonly name: string } | null {
  const { record, member } = readDeclaredId(id);
  if (member === null) return null;
  return { page: record, path: member.property === 'events' ? ['composite', 'events'] : [member.property], name: member.name };
}

function removal({ id }: Declared): ActionBody {
  const member = memberOf(id);
  if (member === null) return { type: 'RECORD_REMOVE', payload: { id } };
  return { type: 'RECORD_UPDATE', payload: { id: member.page, path: [...member.path, member.name] } };
}

/** Its name changes and nothing that uses it: what the names of a copy of everything else would say. */
function renamedAlone({ id, name, kind }: Declared, { definition }: DefinitionExpressions): ActionBody {
  const other = `${name}_`;
  const member = memberOf(id);
  if (member === null) return { type: 'RECORD_UPDATE', payload: { id, path: [kind === 'component' ? 'name' : 'key'], value: other } };
  const page = recordOf(definition, 'page', member.page);
  const { [name]: value, ...rest } = page === null ? {} : membersOf(page, readDeclaredId(id).member?.property ?? '');
  return { type: 'RECORD_UPDATE', payload: { id: member.page, path: [...member.path], value: { ...rest, [other]: value ?? null } } };
}
