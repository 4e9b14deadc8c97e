import { type RecordOf, recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useDefinition } from '@plinth/studio-frame';
import { updateRecord } from '../edits/update-record.ts';
import { usePageWork } from '../page-work.ts';
import type { BindingTypes } from './binding-types.ts';
import { QueryExpression } from './query-expression.tsx';

interface AskedInputsProps {
  readonly query: RecordOf<'query'>;
  readonly types: BindingTypes;
}

/** What a decision or another system is asked with: FEEL of the page for each input. */
export function AskedInputs({ query, types }: AskedInputsProps) {
  const text = useText();
  const page = usePageWork();
  const definition = useDefinition();
  const decision = recordOf(definition, 'decision', query.decision ?? '');
  const action = recordOf(definition, 'external-action', query.externalAction ?? '');
  const inputs = query.inputs ?? {};
  const names = [...new Set([...Object.keys(decision?.inputs ?? action?.input ?? {}), ...Object.keys(inputs)])];
  if (names.length === 0) return <p className="property-note">{text('studio.noInputs', 'It is asked with nothing.')}</p>;
  return names.map((name) => {
    const input = decision?.inputs[name];
    return (
      <QueryExpression
        key={name}
        label={input?.label ?? name}
        value={inputs[name]}
        expects={input?.type ?? action?.input[name] ?? 'any'}
        scope={types.scope()}
        onKeep={(kept) => {
          const { [name]: _before, ...others } = inputs;
          const changed = kept === undefined ? others : { ...inputs, [name]: kept };
          page.edit(updateRecord(query.id, ['inputs'], changed, `Change input ${name} of query ${query.key}`, [query.id]));
        }}
      />
    );
  });
}
