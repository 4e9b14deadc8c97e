import { useText } from '@plinth/component-kit';
import { type ReactNode, useState } from 'react';
import { membersOf, schemaWords, type Types } from './schema-shape.ts';

interface SchemaTreeProps {
  readonly schema: unknown;
  readonly types: Types;
  readonly label: string;
}

/** A schema as a tree of names that opens level by level, so that one in circles never ends and never is drawn whole. */
export function SchemaTree({ schema, types, label }: SchemaTreeProps) {
  return (
    <section className="connections-schema" aria-label={label}>
      <h3>{label}</h3>
      <Members schema={schema} types={types} />
    </section>
  );
}

function Members({ schema, types }: Omit<SchemaTreeProps, 'label'>) {
  const text = useText();
  const members = membersOf(schema, types);
  if (members.length === 0) return <p className="studio-quiet">{text('studio.connections.anything', 'Nothing more is said of it.')}</p>;
  return (
    <ul>
      {members.map(({ name, schema: inner, required }) => {
        const words = schemaWords(inner, types);
        const further = membersOf(inner, types).length > 0;
        const head = (
          <>
            <bdi>{name}</bdi>
            <code>
              <bdi>{words.type}</bdi>
            </code>
            {required ? <span className="studio-tag">{text('studio.connections.required', 'needed')}</span> : null}
            {words.about === '' ? null : (
              <small>
                <bdi>{words.about}</bdi>
              </small>
            )}
          </>
        );
        return <li key={name}>{further ? <Opened head={head}>{() => <Members schema={inner} types={types} />}</Opened> : head}</li>;
      })}
    </ul>
  );
}

/** What stands in a closed part is made when that is opened. */
function Opened({ head, children }: { readonly head: ReactNode; readonly children: () => ReactNode }) {
  const [opened, setOpened] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>{head}</summary>
      {opened ? children() : null}
    </details>
  );
}
