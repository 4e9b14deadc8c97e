import type { RecordOf } from '@plinth/app-definition';
import type { UiEvent } from '@plinth/component-contract';
import { useText } from '@plinth/component-kit';
import { actionWords, innerActions } from './action-words.ts';

interface EventListProps {
  readonly record: RecordOf<'component'>;
  readonly events: Readonly<Record<string, UiEvent>>;
}

/** What happens when, as one reads it. */
export function EventList({ record, events }: EventListProps) {
  const text = useText();
  return Object.entries(events).map(([name, { label }]) => {
    const actions = record.events[name] ?? [];
    return (
      <div key={name} className="property-event">
        <h4>{label}</h4>
        {actions.length === 0 ? <p>{text('studio.noActions', 'Nothing happens.')}</p> : <ActionList actions={actions} />}
      </div>
    );
  });
}

function ActionList({ actions }: { readonly actions: readonly unknown[] }) {
  return (
    <ol>
      {actions.map((action, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: actions are their places
        <li key={index}>
          <bdi>{actionWords(action)}</bdi>
          {innerActions(action).map(({ when, actions: inner }) => (
            <div key={when}>
              {when === '' ? null : <small>{when}</small>}
              <ActionList actions={inner} />
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}
