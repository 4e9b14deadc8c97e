interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly maxLength?: number;
  onChange(value: string): void;
}

/** A field in which a list is searched; its label stands in it as long as it is empty. */
export function SearchField({ label, value, maxLength = 120, onChange }: SearchFieldProps) {
  return (
    <input
      type="search"
      maxLength={maxLength}
      value={value}
      aria-label={label}
      placeholder={label}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
