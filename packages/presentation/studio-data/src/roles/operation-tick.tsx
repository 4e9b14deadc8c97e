interface OperationTickProps {
  /** What it is called where its column's head is not seen. */
  readonly name: string;
  /** What it is called for those who do not see the table. */
  readonly label: string;
  readonly checked: boolean;
  onChange(checked: boolean): void;
}

/** A cell of a matrix of rights: on a phone, where a line of it takes several, its name stands beside it. */
export function OperationTick({ name, label, checked, onChange }: OperationTickProps) {
  return (
    <td className="data-tick">
      <label>
        <input type="checkbox" aria-label={label} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
        <span aria-hidden="true">{name}</span>
      </label>
    </td>
  );
}
