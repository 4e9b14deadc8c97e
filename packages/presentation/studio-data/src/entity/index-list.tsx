import { type Definition, fieldsOf, indexesOf, type RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { StateMessage, ToolButton } from '@plinth/studio-frame';
import { addIndex, removePart, setOfPart } from '../definition/entity-edits.ts';
import { FieldPicks } from '../properties/field-picks.tsx';
import { Words } from '../properties/words.tsx';
import { useEdit } from '../use-edit.ts';

interface IndexListProps {
  readonly definition: Definition;
  readonly entity: RecordOf<'entity'>;
}

const indexable = (field: RecordOf<'field'>) => field.type !== 'json' && field.type !== 'file' && field.type !== 'longText';

/** What makes the table find records quickly, or keeps combinations unique. */
export function IndexList({ definition, entity }: IndexListProps) {
  const text = useText();
  const edit = useEdit();
  const fields = fieldsOf(definition, entity.id).filter(indexable);
  const indexes = indexesOf(definition, entity.id);
  if (entity.source !== undefined) {
    return (
      <StateMessage icon="plug" title={text('studio.attachedIndexes', 'Indexes of an attached table are made where it is')}>
        {text('studio.attachedIndexesHelp', 'Plinth changes no table there.')}
      </StateMessage>
    );
  }
  return (
    <div className="data-lists">
      {indexes.length === 0 ? (
        <p className="data-quiet">
          {text(
            'studio.noIndexes',
            'References, unique fields and row rules have their indexes by themselves. Add one for what is often filtered or sorted by.',
          )}
        </p>
      ) : (
        <ul className="data-cards">
          {indexes.map((index) => (
            <li key={index.id}>
              <Words
                mono
                label={text('studio.keyOf', 'Key of {name}', { name: index.key })}
                value={index.key}
                onKeep={(key) => edit(setOfPart(index, 'key', 'key', key))}
              />
              <FieldPicks
                label={text('studio.indexFields', 'Fields, in this order')}
                fields={fields}
                chosen={index.fields}
                onChange={(ids) => ids.length > 0 && edit(setOfPart(index, 'fields', 'fields', [...ids]))}
              />
              <label className="data-check-line">
                <input
                  type="checkbox"
                  checked={index.unique}
                  onChange={(event) => edit(setOfPart(index, 'unique', 'uniqueness', event.currentTarget.checked))}
                />
                {text('studio.uniqueTogether', 'No two records have the same values')}
              </label>
              <ToolButton
                icon="trash"
                label={text('studio.removeIndex', 'Remove index {name}', { name: index.key })}
                onClick={() => edit(removePart(definition, index))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="data-acts">
        <select
          aria-label={text('studio.addIndex', 'Add an index by')}
          value=""
          onChange={(event) => {
            const field = fields.find(({ id }) => id === event.currentTarget.value);
            if (field !== undefined) edit(addIndex(definition, entity, field));
          }}
        >
          <option value="">{text('studio.chooseIndex', 'Add an index by …')}</option>
          {fields.map((field) => (
            <option key={field.id} value={field.id}>
              {field.label.trim() === '' ? field.key : field.label}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
