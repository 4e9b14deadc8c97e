import { fieldsOf, type RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { DefinitionExpressions } from '@plinth/definition-expressions';
import { PlinthError } from '@plinth/foundation';
import { useDefinitionExpressions } from '@plinth/studio-expressions';
import { useWork } from '@plinth/studio-frame';
import { createContext, useContext, useMemo } from 'react';
import type { Edit } from '../definition/edit.ts';
import { addField, duplicateField, moveField, removeFields } from '../definition/field-edits.ts';
import { rekeyEverywhere, type Usage, usagesByKey, usagesOfField } from '../definition/usages.ts';
import type { ColumnKey } from '../grid/column.ts';
import { useEdit } from '../use-edit.ts';
import { editCell } from './field-work.ts';

/** Something that others would notice, asked about before it is done. */
export interface Question {
  readonly title: string;
  readonly usages: readonly Usage[];
  /** What the button says that does it. */
  readonly action: string;
  run(): void;
}

export const QuestionContext = createContext<(question: Question) => void>(() => undefined);

export interface FieldActs {
  edit(edit: Edit | null): boolean;
  /** Keeps a cell's text; a type that others would notice is asked about first. */
  editCell(field: RecordOf<'field'>, column: ColumnKey, value: string): boolean;
  shift(field: RecordOf<'field'>, by: number): void;
  duplicate(field: RecordOf<'field'>): void;
  insertBehind(field: RecordOf<'field'>, label: string): void;
  remove(fields: readonly RecordOf<'field'>[]): void;
}

function usagesConcerned(expressions: DefinitionExpressions, field: RecordOf<'field'>, column: ColumnKey): readonly Usage[] {
  if (column === 'type') return usagesOfField(expressions, field);
  return column === 'key' ? usagesByKey(expressions, field) : [];
}

/** What can be done with fields, from the grid, the properties and the palette alike. */
export function useFieldActs(): FieldActs {
  const text = useText();
  const work = useWork();
  const edit = useEdit();
  const ask = useContext(QuestionContext);
  const expressions = useDefinitionExpressions();
  return useMemo(() => {
    const now = () => work.session.store.definition;
    const used = () => expressions.at(now());
    const rekey = (field: RecordOf<'field'>, key: string) => {
      try {
        edit(rekeyEverywhere(used(), field, key));
      } catch (error) {
        if (!(error instanceof PlinthError)) throw error;
        work.say({ message: error.message, hint: error.hint, tone: 'bad' });
      }
    };
    return {
      edit,
      editCell(field, column, value) {
        const concerned = value === field[column as 'type'] ? [] : usagesConcerned(used(), field, column);
        if (concerned.length === 0) return edit(editCell(used(), field, column, value, text));
        if (column === 'type')
          ask({
            title: text('studio.retypeUsed', 'Another type for {field} concerns what uses it', { field: field.label }),
            usages: concerned,
            action: text('studio.retypeAnyway', 'Change the type'),
            run: () => edit(editCell(used(), field, column, value, text)),
          });
        else
          ask({
            title: text('studio.rekeyUsed', 'Another key for {field} is written wherever it is named', { field: field.label }),
            usages: concerned,
            action: text('studio.rekeyEverywhere', 'Change it everywhere'),
            run: () => rekey(field, value.trim()),
          });
        return true;
      },
      shift(field, by) {
        const fields = fieldsOf(now(), field.parent);
        const at = fields.findIndex(({ id }) => id === field.id);
        if (at + by < 0 || at + by >= fields.length) return;
        edit(moveField(now(), field, fields[by < 0 ? at + by : at + by + 1]?.id ?? null));
      },
      duplicate: (field) => void edit(duplicateField(now(), field)),
      insertBehind: (field, label) => void edit(addField(now(), field.parent, { label, type: 'text', after: field.id })),
      remove(fields) {
        const gone = new Set(fields.map(({ id }) => id));
        const usages = fields.flatMap((field) => usagesOfField(used(), field)).filter(({ record }) => !gone.has(record.id));
        const run = () => {
          const [first] = fields;
          const siblings = first === undefined ? [] : fieldsOf(now(), first.parent);
          const at = siblings.findIndex(({ id }) => id === first?.id);
          const next = siblings[at + 1] ?? siblings[at - 1];
          if (edit(removeFields(now(), fields)) && next !== undefined) work.selection.value = [next.id];
        };
        if (usages.length === 0) return run();
        const [first] = fields;
        ask({
          title: text('studio.removeUsed', '{field} is used in {count, plural, one {# place} other {# places}}', {
            field: first?.label ?? '',
            count: usages.length,
          }),
          usages,
          action: text('studio.removeAnyway', 'Remove it'),
          run,
        });
      },
    };
  }, [work, edit, ask, text, expressions]);
}
