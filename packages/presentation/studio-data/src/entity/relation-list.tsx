import { type Definition, fieldsOf, type RecordOf, relationsOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { StateMessage, ToolButton, useWork } from '@plinth/studio-frame';
import { useState } from 'react';
import { addRelation, removePart, setOfPart } from '../definition/entity-edits.ts';
import { Choices } from '../properties/setting.tsx';
import { Words } from '../properties/words.tsx';
import { useEdit } from '../use-edit.ts';

interface RelationListProps {
  readonly definition: Definition;
  readonly entity: RecordOf<'entity'>;
  readonly entities: readonly RecordOf<'entity'>[];
}

/** To one: references of the entity. To many: who refers to it, and links of their own. */
export function RelationList({ definition, entity, entities }: RelationListProps) {
  const text = useText();
  const work = useWork();
  const edit = useEdit();
  const selection = useSignalValue(work.selection);
  const [target, setTarget] = useState('');
  const named = ({ label, key }: { readonly label: string; readonly key: string }) => (label.trim() === '' ? key : label);
  const references = fieldsOf(definition, entity.id).filter(({ type }) => type === 'reference');
  const relations = relationsOf(definition, entity.id);
  const backTo = (from: string) => fieldsOf(definition, from).filter((field) => field.type === 'reference' && field.target === entity.id);
  const through = new Set(relations.map((relation) => relation.through));
  // Whoever refers here can be listed here, in one step.
  const offered = entities.flatMap((each) => backTo(each.id).flatMap((field) => (through.has(field.id) ? [] : [{ each, field }])));
  const unattached = entities.filter(({ source }) => source === undefined);
  const throughChoices = (of: string) => [
    ...backTo(of).map((field) => ({ value: field.id, label: text('studio.throughField', 'by its {field}', { field: named(field) }) })),
    { value: '', label: text('studio.throughLinks', 'by links, many to many') },
  ];
  return (
    <div className="data-lists">
      <h2>{text('studio.toOne', 'To one')}</h2>
      {references.length === 0 ? (
        <p className="data-quiet">{text('studio.noReferences', 'A field of type reference leads to one record of another entity.')}</p>
      ) : (
        <ul className="data-lines">
          {references.map((field) => (
            <li key={field.id}>
              <button
                type="button"
                className="studio-link"
                onClick={() => {
                  work.selection.value = [field.id];
                }}
              >
                <bdi>{named(field)}</bdi>
              </button>
              <span aria-hidden="true">→</span>
              <bdi>{entities.find(({ id }) => id === field.target)?.label ?? field.target}</bdi>
            </li>
          ))}
        </ul>
      )}
      <h2>{text('studio.toMany', 'To many')}</h2>
      {relations.length === 0 && offered.length === 0 ? (
        <StateMessage icon="arrows-join" title={text('studio.noRelations', 'Nothing refers here yet')}>
          {text('studio.noRelationsHelp', 'Let another entity have a reference to this one, or add links many to many below.')}
        </StateMessage>
      ) : null}
      {relations.length === 0 ? null : (
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{text('studio.column.label', 'Label')}</th>
              <th scope="col">{text('studio.column.key', 'Key')}</th>
              <th scope="col">{text('studio.target', 'Target')}</th>
              <th scope="col">{text('studio.through', 'How')}</th>
              <th scope="col">
                <span className="studio-hidden">{text('studio.remove', 'Remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {relations.map((relation) => (
              <tr key={relation.id} aria-selected={selection.includes(relation.id)}>
                <td>
                  <Words
                    label={text('studio.labelOf', 'Label of {name}', { name: relation.key })}
                    value={relation.label}
                    onKeep={(label) => edit(setOfPart(relation, 'label', 'label', label))}
                  />
                </td>
                <td>
                  <Words
                    mono
                    label={text('studio.keyOf', 'Key of {name}', { name: relation.key })}
                    value={relation.key}
                    onKeep={(key) => edit(setOfPart(relation, 'key', 'key', key))}
                  />
                </td>
                <td>
                  <bdi>{entities.find(({ id }) => id === relation.target)?.label ?? relation.target}</bdi>
                </td>
                <td>
                  <select
                    aria-label={text('studio.throughOf', 'How {name} is kept', { name: relation.key })}
                    value={relation.through ?? ''}
                    onChange={({ currentTarget: { value } }) => edit(setOfPart(relation, 'through', 'way', value === '' ? null : value))}
                  >
                    <Choices value={relation.through ?? ''} choices={throughChoices(relation.target)} />
                  </select>
                </td>
                <td>
                  <ToolButton
                    icon="trash"
                    label={text('studio.removeRelation', 'Remove relation {name}', { name: named(relation) })}
                    onClick={() => edit(removePart(definition, relation))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="data-acts">
        {offered.map(({ each, field }) => (
          <ToolButton
            key={field.id}
            icon="plus"
            label={text('studio.offerRelation', '{entity} by its {field}', { entity: named(each), field: named(field) })}
            onClick={() => edit(addRelation(definition, entity, each, field))}
          >
            <bdi>{text('studio.offerRelation', '{entity} by its {field}', { entity: named(each), field: named(field) })}</bdi>
          </ToolButton>
        ))}
      </div>
      {entity.source === undefined ? (
        <form
          className="data-acts"
          onSubmit={(event) => {
            event.preventDefault();
            const chosen = unattached.find(({ id }) => id === target);
            if (chosen !== undefined && edit(addRelation(definition, entity, chosen, null))) setTarget('');
          }}
        >
          <select
            aria-label={text('studio.linkTarget', 'Entity to link many to many')}
            value={target}
            onChange={(event) => setTarget(event.currentTarget.value)}
          >
            <option value="">{text('studio.linkChoose', 'Link many to many with …')}</option>
            {unattached.map((each) => (
              <option key={each.id} value={each.id}>
                {named(each)}
              </option>
            ))}
          </select>
          <button type="submit" className="studio-act" disabled={target === ''}>
            {text('studio.addLinks', 'Add links')}
          </button>
        </form>
      ) : null}
    </div>
  );
}
