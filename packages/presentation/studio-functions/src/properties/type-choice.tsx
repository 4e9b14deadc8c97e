import type { RecordOf } from '@plinth/app-definition';

interface TypeChoiceProps {
  readonly types: readonly RecordOf<'event-type'>[];
  /** Keys. */
  readonly chosen: readonly string[];
  /** What is said where there are none; nothing where absent. */
  readonly none?: string;
  onChange(chosen: readonly string[]): void;
}

/** Some of the application's types of events; one that is no more stands there too, to be taken out. */
export function TypeChoice({ types, chosen, none, onChange }: TypeChoiceProps) {
  const labels = new Map(types.map(({ key, label }) => [key, label.trim() === '' ? key : label]));
  const keys = [...new Set([...labels.keys(), ...chosen])];
  if (keys.length === 0) return none === undefined ? null : <p className="function-quiet">{none}</p>;
  return keys.map((key) => (
    <label key={key} className="function-check">
      <input
        type="checkbox"
        checked={chosen.includes(key)}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? [...chosen, key] : chosen.filter((each) => each !== key))}
      />
      <bdi>{labels.get(key) ?? key}</bdi>
    </label>
  ));
}
