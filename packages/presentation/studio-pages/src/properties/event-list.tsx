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
export function EventList(props: EventListProps) {
  const page = usePageWork();
  const rowsOf = rowsAround(props.record, page.record, page.components, false) ?? queryOf(props.record, page.components);
  return <Events {...props} rowsOf={rowsOf} />;
}

interface EventsProps extends EventListProps {
  readonly rowsOf: string | undefined;
}

const Events = memo(function Events({ record, events, types, rowsOf }: EventsProps) {
  const page = usePageWork();
  const told = useComponentWords();
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
        page.edit(
          updateRecord(
            record.id,
            ['events', name],
            steps,
            `Change ${what} of ${wordingOf(page.components)(page.record(record.id) ?? record)}`,
            [record.id],
          ),
        )
      }
    />
  ));
}, isSameList);

function isSameList(before: EventsProps, { record, events, types, rowsOf }: EventsProps): boolean {
  return (
    isSamePlace(before.record, record) &&
    before.record.events === record.events &&
    before.rowsOf === rowsOf &&
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
