import type { PageActionName } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { QueryExpression } from '../properties/query-expression.tsx';
import { SettingRow } from '../properties/setting-row.tsx';
import { WrittenInput } from '../properties/written-input.tsx';
import { NameValues } from './name-values.tsx';
import { type StepPart, stepParts, stepPartTitle } from './step-part.ts';
import { type StepPath, withStep } from './step-path.ts';
import { useStepWork } from './step-work.ts';

interface StepFormProps {
  readonly step: JsonObject;
  readonly name: PageActionName;
  readonly path: StepPath;
}

/** What a step says, as a form made from the schema of its kind. */
export function StepForm({ step, name, path }: StepFormProps) {
  const text = useText();
  const work = useStepWork();
  return stepParts(name).map((part) => (
    <StepPartEditor
      key={part.name}
      part={part}
      step={step}
      path={path}
      onChange={(value) => {
        const { [part.name]: _before, ...others } = step;
        const changed = (
          value === undefined ? (part.required ? { ...others, [part.name]: '' } : others) : { ...step, [part.name]: value }
        ) as JsonObject;
        work.change(withStep(work.steps, path, changed), stepPartTitle(text, part.name).toLocaleLowerCase());
      }}
    />
  ));
}

interface StepPartEditorProps {
  readonly part: StepPart;
  readonly step: JsonObject;
  readonly path: StepPath;
  onChange(value: JsonValue | undefined): void;
}

function StepPartEditor({ part, step, path, onChange }: StepPartEditorProps) {
  const text = useText();
  const work = useStepWork();
  const { name, required, editor } = part;
  const title = stepPartTitle(text, name);
  const value = step[name] as JsonValue | undefined;
  const scope = work.scope(path);
  switch (editor.kind) {
    case 'key':
      return <KeyChoice title={title} value={value} required={required} choices={work.keys(editor.of)} onChange={onChange} />;
    case 'choice':
      return (
        <KeyChoice
          title={title}
          value={value}
          required={required}
          choices={editor.values.map((key) => ({ key, label: key }))}
          onChange={onChange}
        />
      );
    case 'values': {
      const known = editor.state
        ? work.state()
        : name === 'values'
          ? work.fields(String(step.entity))
          : name === 'parameters'
            ? work.parameters(String(step.page))
            : name === 'input'
              ? step.do === 'callFunction'
                ? work.inputs('function', String(step.function))
                : work.inputs('external-action', String(step.action))
              : [];
      const free =
        name === 'with' || name === 'query' || name === 'variables' || ((name === 'parameters' || name === 'input') && known.length === 0);
      return <NameValues label={title} values={value} known={known} free={free} scope={scope} onChange={onChange} />;
    }
    case 'flag':
      return (
        <SettingRow label={title}>
          {(id) => (
            <input
              id={id}
              type="checkbox"
              checked={value === true}
              onChange={({ currentTarget }) => onChange(currentTarget.checked ? true : undefined)}
            />
          )}
        </SettingRow>
      );
    case 'condition':
      return (
        <QueryExpression
          label={title}
          value={typeof value === 'string' ? value.replace(/^\s*=\s*/, '') : undefined}
          expects="boolean"
          scope={scope}
          onKeep={(kept) => onChange(kept ?? 'true')}
        />
      );
    default:
      return (
        <WrittenInput
          label={title}
          value={value}
          expects={editor.kind === 'text' ? 'string' : 'any'}
          computed={name === 'records'}
          scope={scope}
          onChange={onChange}
        />
      );
  }
}

interface KeyChoiceProps {
  readonly title: string;
  readonly value: JsonValue | undefined;
  readonly required: boolean;
  readonly choices: readonly { readonly key: string; readonly label: string }[];
  onChange(value: JsonValue | undefined): void;
}

function KeyChoice({ title, value, required, choices, onChange }: KeyChoiceProps) {
  const written = typeof value === 'string' ? value : '';
  const isKnown = choices.some(({ key }) => key === written);
  return (
    <SettingRow label={title}>
      {(id) => (
        <select
          id={id}
          value={written}
          aria-invalid={(written !== '' && !isKnown) || undefined}
          onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
        >
          {required && written !== '' ? null : <option value="">–</option>}
          {written === '' || isKnown ? null : <option value={written}>{written}</option>}
          {choices.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      )}
    </SettingRow>
  );
}
