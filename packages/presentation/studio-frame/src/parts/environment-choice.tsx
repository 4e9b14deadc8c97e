import { useText } from '@plinth/component-kit';
import { useWork } from '../work/use-work.ts';

interface EnvironmentChoiceProps {
  readonly environment: string;
  onChoose(environment: string): void;
}

/** Of which environment a tool shows what there is. */
export function EnvironmentChoice({ environment, onChoose }: EnvironmentChoiceProps) {
  const text = useText();
  const { environments } = useWork();
  return (
    <div className="studio-environment">
      <label>
        <span>{text('studio.environment', 'Environment')}</span>
        <select value={environment} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
          {environments.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
