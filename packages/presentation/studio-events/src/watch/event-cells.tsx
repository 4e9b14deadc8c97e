import { useFormat } from '@plinth/component-kit';

interface EventCellsProps {
  /** As the event or whoever had it has it; empty where nobody says. */
  readonly at: string | undefined;
  readonly type: string;
  onShow(): void;
}

/** How a line about an event begins: when it was, and what it is, which shows the whole. */
export function EventCells({ at, type, onShow }: EventCellsProps) {
  const format = useFormat();
  return (
    <>
      <td>{at === undefined ? '' : format.dateTime(at, 'medium', true)}</td>
      <th scope="row">
        <button type="button" className="studio-link" onClick={onShow}>
          <bdi dir="ltr">{type}</bdi>
        </button>
      </th>
    </>
  );
}
