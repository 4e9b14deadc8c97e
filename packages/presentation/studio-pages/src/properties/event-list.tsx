import type { RecordOf } from '@plinth/app-definition';
import type { UiEvent } from '@plinth/component-contract';
import { type FeelType, parseType } from '@plinth/expression';
import { memo } from 'react';
import { EventEditor } from '../actions/event-editor.tsx';
import { wordingOf } from '../component-titles.ts';
import { updateRecord } from '../edits/update-record.ts';
import { usePageWork } from '../page-work.ts';
import { useComponentWords } from '../words/use-component-words.ts';
import { type BindingTypes, queryOf, rowsAround } from './binding-types.ts';
import { isSamePlace } from './property-row.tsx';

interface EventListProps {
  readonly record: RecordOf<'component'>;
  readonly events: Readonly<Record<string, UiEvent>>;
  readonly types: BindingTypes;
}

/** What happens when, for each event that the component tells, and for those it had once. */
export const EventList = memo(function EventList({ record, events, types }: EventListProps) {
  const page = usePageWork();
  const told = useComponentWords();
  const rowsOf = rowsAround(record, page.record, page.components, false) ?? queryOf(record, page.components);
  const gone = Object.keys(record.events).filter((name) => !Object.hasOwn(events, name));
  return [...Object.keys(events), ...gone].map((name) => (
    <EventEditor
      key={name}
      title={told(events[name]?.label ?? name)}
      steps={record.events[name] ?? []}
      types={types}
      rowsOf={rowsOf}
      event={payloadType(events[name]?.payload)}
      onChange={(steps, what) =>
        page.edit(updateRecord(record.id, ['events', name], steps, `Change ${what} of ${wordingOf(page.components)(record)}`, [record.id]))
      }
    />
  ));
}, isSameList);

function isSameList(before: EventListProps, { record, events, types }: EventListProps): boolean {
  return (
    isSamePlace(before.record, record) &&
    before.record.events === record.events &&
    before.record.properties === record.properties &&
    before.events === events &&
    before.types === types
  );
}

function payloadType(payload: string | undefined): FeelType | undefined {
  if (payload === undefined) return undefined;
  try {
    return parseType(payload);
  } catch {
    return undefined;
  }
}
