import { type RecordOf, recordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { useDefinition } from '@plinth/studio-frame';
import { updateRecord } from '../edits/update-record.ts';
import { usePageWork } from '../page-work.ts';
import type { BindingTypes } from './binding-types.ts';
import { QueryExpression } from './query-expression.tsx';

interface DecisionInputsProps {
  readonly query: RecordOf<'query'>;
  readonly types: BindingTypes;
}

/** What a decision is asked with: FEEL of the page for each of its inputs. */
export function DecisionInputs({ query, types }: DecisionInputsProps) {
  const text = useText();
  const page = usePageWork();
  const decision = recordOf(useDefinition(), 'decision', query.decision ?? '');
  const inputs = query.inputs ?? {};
  const names = [...new Set([...Object.keys(decision?.inputs ?? {}), ...Object.keys(inputs)])];
  if (names.length === 0) return <p className="property-note">{text('studio.noInputs', 'This decision asks for nothing.')}</p>;
  return names.map((name) => {
    const input = decision?.inputs[name];
    return (
      <QueryExpression
        key={name}
        label={input?.label ?? name}
        value={inputs[name]}
        expects={input?.type ?? 'any'}
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
