import { useText } from '@plinth/component-kit';
import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import { uncomparable } from '@plinth/json-schema';
import { useDraft } from '@plinth/studio-frame';
import { useId, useState } from 'react';

interface SchemaFieldProps {
  readonly schema: JsonObject;
  onKeep(schema: JsonObject): void;
}

/** A JSON Schema as text, kept when it is left or by Ctrl+Enter; what is none says where. */
export function SchemaField({ schema, onKeep }: SchemaFieldProps) {
  const text = useText();
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const draft = useDraft(JSON.stringify(schema, null, 2), (written) => {
    const read = readSchema(written);
    if (typeof read === 'string') {
      setProblem(read === '' ? text('studio.events.noJson', 'This is no JSON object.') : read);
      return;
    }
    setProblem(null);
    onKeep(read);
  });
  return (
    <>
      <textarea
        className="events-schema"
        dir="ltr"
        rows={14}
        spellCheck={false}
        maxLength={200_000}
        aria-label={text('studio.events.schema', 'Schema of its data')}
        aria-invalid={problem === null ? undefined : true}
        aria-describedby={id}
        {...draft}
      />
      <p id={id} className="events-hint" data-wrong={problem === null ? undefined : ''} role={problem === null ? undefined : 'alert'}>
        {problem ??
          text(
            'studio.events.schemaHelp',
            'JSON Schema. Kept with Ctrl+Enter or when you leave it. Publishing compares it with what runs.',
          )}
      </p>
    </>
  );
}

/** The schema, or what is wrong: empty where it is no JSON object. */
function readSchema(written: string): JsonObject | string {
  let value: JsonValue;
  try {
    value = JSON.parse(written) as JsonValue;
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  if (!isJsonObject(value)) return '';
  const [first] = uncomparable(value);
  return first === undefined ? value : `${first.path} ${first.message}`.trim();
}
