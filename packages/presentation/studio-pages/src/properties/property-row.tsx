import type { RecordOf } from '@plinth/app-definition';
import { readPropertyText, type UiProperty } from '@plinth/component-contract';
import { useText } from '@plinth/component-kit';
import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { memo, useId, useState } from 'react';
import { wordingOf } from '../component-titles.ts';
import { setProperty } from '../edits/edits.ts';
import { writtenText } from '../edits/written-text.ts';
import { usePageWork } from '../page-work.ts';
import { useComponentWords } from '../words/use-component-words.ts';
import { type BindingTypes, rowsAround } from './binding-types.ts';
import { PageExpression } from './page-expression.tsx';
import { valueEditors } from './value-editors.tsx';

interface PropertyRowProps {
  readonly record: RecordOf<'component'>;
  readonly name: string;
  readonly property: UiProperty;
  readonly schema: JsonObject;
  readonly keys: readonly string[];
  readonly types: BindingTypes;
}

const wide = new Set<UiProperty['editor']>(['long-text', 'options', 'columns', 'json']);

/** One property: its value, or the expression that feeds it. Drawn again only for what concerns it: a component has dozens. */
export const PropertyRow = memo(function PropertyRow({ record, name, property, schema, keys, types }: PropertyRowProps) {
  const text = useText();
  const page = usePageWork();
  const id = useId();
  const label = useComponentWords()(property.label);
  const written = record.properties[name];
  const read = readPropertyText(written);
  const set = (value: JsonValue | undefined) => {
    page.edit(setProperty(page.record(record.id) ?? record, { name, label: property.label }, value, wordingOf(page.components)));
  };
  const always = property.editor === 'expression';
  const [opened, setOpened] = useState(false);
  const bound = read.kind !== 'literal' || always;
  const Editor = valueEditors[property.editor];
  const fallback = schema.default;
  const literal = read.kind === 'literal' ? (read.value ?? fallback) : fallback;
  const toggle = () => {
    if (!bound) set(`= ${expressionOf(literal)}`);
    else set(undefined);
  };
  if (always && written === undefined && !opened) return <UnsetExpression label={label} onOpen={() => setOpened(true)} />;
  const expression = read.kind === 'literal' ? '' : read.text;
  const rowsOf = rowsAround(record, page.record, page.components, property.perRow === true);
  return (
    <div
      className="property"
      data-wide={bound || wide.has(property.editor) ? '' : undefined}
      data-written={written === undefined ? undefined : ''}
    >
      <label htmlFor={id} title={label}>
        {label}
      </label>
      {bound ? (
        <PageExpression
          id={id}
          text={expression}
          kind={read.kind === 'template' ? 'template' : 'expression'}
          expects={property.feelType}
          types={types}
          rowsOf={rowsOf}
          onKeep={(kept) => set(kept.trim() === '' ? undefined : read.kind === 'template' && kept.includes('{{') ? kept : `= ${kept}`)}
        />
      ) : (
        <Editor
          id={id}
          label={label}
          value={literal}
          schema={schema}
          property={property}
          keys={keys}
          onChange={(value) => set(value === fallback ? undefined : writtenText(value, property.bindable))}
        />
      )}
      {property.bindable && !always ? (
        <button
          type="button"
          className="property-bind"
          title={text('studio.bind', 'fx: compute {property}', { property: label })}
          aria-label={text('studio.bind', 'fx: compute {property}', { property: label })}
          aria-pressed={bound}
          onClick={toggle}
        >
          fx
        </button>
      ) : null}
    </div>
  );
}, isSameRow);

function isSameRow(before: PropertyRowProps, after: PropertyRowProps): boolean {
  const { record, name, property, schema, keys, types } = after;
  return (
    isSamePlace(before.record, record) &&
    before.record.properties[name] === record.properties[name] &&
    before.name === name &&
    before.property === property &&
    before.schema === schema &&
    before.types === types &&
    before.keys.length === keys.length &&
    before.keys.every((key, at) => key === keys[at])
  );
}

/** Whether it is the same component, where it was: what its expressions may name follows from that. */
export function isSamePlace(before: RecordOf<'component'>, after: RecordOf<'component'>): boolean {
  return before.id === after.id && before.component === after.component && before.parent === after.parent && before.slot === after.slot;
}

/** An expression that nobody wrote takes no more room than its name. */
export function UnsetExpression({ label, onOpen }: { readonly label: string; onOpen(): void }) {
  const text = useText();
  return (
    <div className="property property-unset">
      <span>{label}</span>
      <button
        type="button"
        className="property-bind"
        aria-label={text('studio.bind', 'fx: compute {property}', { property: label })}
        onClick={onOpen}
      >
        fx
      </button>
    </div>
  );
}

function expressionOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'null';
}

const noSchema: JsonObject = {};

/** The schema of a property in its component's schema. */
export function schemaOf(schema: JsonObject, name: string): JsonObject {
  const { properties } = schema;
  const own = isJsonObject(properties) ? properties[name] : undefined;
  return isJsonObject(own) ? own : noSchema;
}
