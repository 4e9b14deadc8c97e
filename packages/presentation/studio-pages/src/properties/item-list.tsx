import { useText } from '@plinth/component-kit';
import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { ToolButton } from '@plinth/studio-frame';
import { useState } from 'react';
import { ItemPart } from './item-part.tsx';
import { partTitle } from './part-titles.ts';

interface ItemListProps {
  /** What one of them is called: Column. */
  readonly label: string;
  readonly items: readonly JsonValue[];
  /** JSON Schema of an item: an object, a text, or either. */
  readonly schema: JsonObject;
  /** Fields that items may name. */
  readonly keys: readonly string[];
  /** A new item; `field` is the one chosen, empty where items name none. */
  fresh(field: string, number: number): JsonValue;
  onChange(items: readonly JsonValue[]): void;
}

/** Columns, options, links: one a line with its first parts, the others where it is opened; all of them from the schema of an item. */
export function ItemList({ label, items, schema, keys, fresh, onChange }: ItemListProps) {
  const text = useText();
  const [open, setOpen] = useState<number | null>(null);
  const shape = itemShape(schema);
  const [first = '', second] = shape.first;
  const replace = (at: number, item: JsonValue) => onChange(items.with(at, item));
  const swap = (at: number) => {
    const [above, moved] = [items[at - 1], items[at]];
    if (above === undefined || moved === undefined) return;
    setOpen(null);
    onChange(items.with(at - 1, moved).with(at, above));
  };
  const parts = Object.keys(shape.properties);
  const rest = parts.filter((part) => !shape.first.includes(part));
  const byField = keys.length > 0 && shape.first.includes('field');
  const unused = keys.filter((key) => !items.some((item) => partOf(item, 'field') === key));
  const count = items.length + 1;
  return (
    <div className="property-list">
      {items.map((item, at) => {
        const number = at + 1;
        const opened = open === at;
        const part = (name: string, seen: boolean) => (
          <ItemPart
            key={name}
            seen={seen}
            title={partTitle(text, name)}
            label={text('studio.partOfItem', '{part} of {item} {number}', {
              part: partTitle(text, name),
              item: label.toLowerCase(),
              number,
            })}
            name={name}
            schema={shape.properties[name] ?? {}}
            value={partOf(item, name)}
            keys={keys}
            onChange={(value) => replace(at, withPart(item, name, value))}
          />
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place, for all of it is edited here
          <div key={at} className="property-item" data-open={opened ? '' : undefined}>
            <div className="property-item-head" data-parts={second === undefined ? 1 : 2}>
              {first === '' ? (
                <ItemPart
                  seen={false}
                  title={label}
                  label={`${label} ${number}`}
                  name=""
                  schema={schema}
                  value={item}
                  keys={[]}
                  onChange={(value) => replace(at, value ?? '')}
                />
              ) : (
                shape.first.map((name) => part(name, false))
              )}
              {rest.length === 0 ? null : (
                <ToolButton
                  icon={opened ? 'chevron-down' : 'adjustments-horizontal'}
                  label={text('studio.itemMore', 'More of {item} {number}', { item: label.toLowerCase(), number })}
                  pressed={opened}
                  onClick={() => setOpen(opened ? null : at)}
                />
              )}
              <ToolButton
                icon="arrow-up"
                label={text('studio.itemUp', 'Move {item} {number} up', { item: label.toLowerCase(), number })}
                disabled={at === 0}
                onClick={() => swap(at)}
              />
              <ToolButton
                icon="x"
                label={text('studio.itemRemove', 'Remove {item} {number}', { item: label.toLowerCase(), number })}
                onClick={() => {
                  setOpen(null);
                  onChange(items.toSpliced(at, 1));
                }}
              />
            </div>
            {opened ? <div className="property-item-parts">{rest.map((name) => part(name, true))}</div> : null}
          </div>
        );
      })}
      {byField ? (
        <select
          aria-label={text('studio.addItem', 'Add {item}', { item: label.toLowerCase() })}
          value=""
          onChange={({ currentTarget }) => onChange([...items, fresh(currentTarget.value, count)])}
        >
          <option value="">{text('studio.addItemOf', 'Add {item} …', { item: label.toLowerCase() })}</option>
          {unused.map((key) => (
            <option key={key} value={key}>
              {key}
            </option>
          ))}
        </select>
      ) : (
        <ToolButton
          icon="plus"
          label={text('studio.addItem', 'Add {item}', { item: label.toLowerCase() })}
          onClick={() => onChange([...items, fresh('', count)])}
        >
          <span>{text('studio.addItem', 'Add {item}', { item: label.toLowerCase() })}</span>
        </ToolButton>
      )}
    </div>
  );
}

interface ItemShape {
  readonly properties: Readonly<Record<string, JsonObject>>;
  /** The parts by which one tells items apart; none where an item is a text. */
  readonly first: readonly string[];
}

/** The parts of an item, from its schema. */
export function itemShape(schema: JsonObject): ItemShape {
  const options = Array.isArray(schema.oneOf) ? schema.oneOf.filter(isJsonObject) : [schema];
  const own = options.find(({ type }) => type === 'object');
  if (own === undefined || !isJsonObject(own.properties)) return { properties: {}, first: [] };
  const properties = own.properties as ItemShape['properties'];
  const required = Array.isArray(own.required) ? own.required.map(String) : [];
  const told = [...new Set([...required, 'label', ...Object.keys(properties)])].filter((name) => Object.hasOwn(properties, name));
  return { properties, first: told.slice(0, 2) };
}

/** A bare text stands for the item's field. */
function partOf(item: JsonValue, name: string): JsonValue | undefined {
  if (isJsonObject(item)) return item[name] as JsonValue | undefined;
  return name === 'field' && typeof item === 'string' ? item : undefined;
}

function withPart(item: JsonValue, name: string, value: JsonValue | undefined): JsonValue {
  const { [name]: _before, ...rest } = isJsonObject(item) ? item : { field: item };
  const whole = isJsonObject(item) ? item : { field: item };
  return (value === undefined ? rest : { ...whole, [name]: value }) as JsonValue;
}
