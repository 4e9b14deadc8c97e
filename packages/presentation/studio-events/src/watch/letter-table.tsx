import type { DeadLetterShape } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';
import { isJsonObject } from '@plinth/foundation';
import { EventCells } from './event-cells.tsx';
import type { ShownPayload } from './payload-panel.tsx';

interface LetterTableProps {
  readonly letters: readonly DeadLetterShape[];
  /** Those that something is to be done with; null where nothing can be. */
  readonly chosen: ReadonlySet<string> | null;
  readonly shown: string | null;
  onChoose(chosen: ReadonlySet<string>): void;
  onShow(shown: ShownPayload): void;
}

/** Dead letters in lines: whose they are, what they are, and why they could not be consumed. */
export function LetterTable({ letters, chosen, shown, onChoose, onShow }: LetterTableProps) {
  const text = useText();
  const format = useFormat();
  const all = chosen !== null && letters.every(({ id }) => chosen.has(id));
  return (
    <table className="studio-lines">
      <thead>
        <tr>
          {chosen === null ? null : (
            <th scope="col">
              <input
                type="checkbox"
                aria-label={text('studio.events.chooseAll', 'Choose all that are shown')}
                checked={all}
                onChange={() => onChoose(all ? new Set() : new Set(letters.map(({ id }) => id)))}
              />
            </th>
          )}
          <th scope="col">{text('studio.events.time', 'When')}</th>
          <th scope="col">{text('studio.events.kind', 'Type')}</th>
          <th scope="col">{text('studio.events.group', 'Consumer')}</th>
          <th scope="col">{text('studio.events.why', 'Why')}</th>
          <th scope="col">{text('studio.events.attempts', 'Attempts')}</th>
        </tr>
      </thead>
      <tbody>
        {letters.map((letter) => {
          const { id, group, event, code, message, attempts, at, waiting, discarded } = letter;
          const type = typeOf(event) ?? text('studio.events.noEvent', 'No event');
          const show = () => onShow({ id, title: type, value: event });
          return (
            <tr key={id} onClick={show} aria-current={shown === id || undefined}>
              {chosen === null ? null : (
                <td data-chooses="">
                  <input
                    type="checkbox"
                    aria-label={text('studio.events.chooseOne', 'Choose {type}', { type })}
                    checked={chosen.has(id)}
                    onClick={(click) => click.stopPropagation()}
                    onChange={({ currentTarget: { checked } }) => {
                      const next = new Set(chosen);
                      if (checked) next.add(id);
                      else next.delete(id);
                      onChoose(next);
                    }}
                  />
                </td>
              )}
              <EventCells at={at} type={type} onShow={show} />
              <td>
                <bdi dir="ltr">{group}</bdi>
              </td>
              <td data-said="">
                <bdi>{discarded === null ? message : discarded.reason}</bdi>
                <small dir="ltr">{code}</small>
              </td>
              <td data-label={waiting ? undefined : text('studio.events.attempts', 'Attempts')}>
                {waiting ? text('studio.events.waiting', 'is delivered again') : format.number(attempts)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function typeOf(event: unknown): string | null {
  return isJsonObject(event) && typeof event.type === 'string' ? event.type : null;
}
