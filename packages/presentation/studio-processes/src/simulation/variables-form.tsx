import { useText } from '@plinth/component-kit';
import { isJsonObject, type JsonObject } from '@plinth/foundation';
import { useId, useState } from 'react';

interface ActFormProps {
  readonly title: string;
  readonly label: string;
  readonly withVariables: boolean;
  onDone(variables: JsonObject): void;
}

/** A button, with the variables that come along. */
export function ActForm({ title, label, withVariables, onDone }: ActFormProps) {
  const text = useText();
  const [written, setWritten] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const variables = written.trim() === '' ? {} : readVariables(written);
        setWrong(variables === null);
        if (variables !== null) onDone(variables);
      }}
    >
      {withVariables ? (
        <input
          type="text"
          dir="ltr"
          data-code=""
          spellCheck={false}
          placeholder={'{ "approved": true }'}
          aria-label={text('studio.bpmn.variablesFor', 'Variables of {name}', { name: label })}
          aria-invalid={isWrong || undefined}
          value={written}
          onChange={(event) => setWritten(event.currentTarget.value)}
        />
      ) : null}
      <button type="submit" className="studio-act" aria-label={`${title}: ${label}`}>
        {title}
      </button>
    </form>
  );
}

interface VariablesFieldProps {
  readonly label: string;
  readonly value: JsonObject;
  onKeep(value: JsonObject): void;
}

/** Names and values as JSON; what is none stays there to be mended. */
export function VariablesField({ label, value, onKeep }: VariablesFieldProps) {
  const text = useText();
  const id = useId();
  const [written, setWritten] = useState<string | null>(null);
  const read = written === null ? value : readVariables(written);
  const keep = () => {
    if (written === null || read === null) return;
    setWritten(null);
    if (JSON.stringify(read) !== JSON.stringify(value)) onKeep(read);
  };
  return (
    <div className="studio-setting">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={3}
        dir="ltr"
        data-code=""
        spellCheck={false}
        aria-invalid={read === null || undefined}
        value={written ?? (Object.keys(value).length === 0 ? '{}' : JSON.stringify(value, null, 1).replace(/\n\s*/g, ' '))}
        onChange={(event) => setWritten(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          keep();
        }}
      />
      {read === null ? (
        <p role="alert">{text('studio.bpmn.noJson', 'Write names and values as JSON: {example}', { example: '{ "amount": 1200 }' })}</p>
      ) : null}
    </div>
  );
}

/** Names and values from JSON; null where it is none. */
function readVariables(written: string): JsonObject | null {
  try {
    const read: unknown = JSON.parse(written.trim() === '' ? '{}' : written);
    return isJsonObject(read) ? read : null;
  } catch {
    // It is being written.
    return null;
  }
}
