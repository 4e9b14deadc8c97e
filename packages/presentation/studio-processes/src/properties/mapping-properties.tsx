import { useText } from '@plinth/component-kit';
import type { DataMapping } from '@plinth/process-model';
import { ExpressionInput } from '@plinth/studio-expressions';
import { ToolButton, useDraft } from '@plinth/studio-frame';
import { useId } from 'react';
import { setMappings } from '../edits/property-edits.ts';
import { useProcessWork } from '../process-work.ts';
import type { NodePropertiesProps } from './node-properties.tsx';
import { Group } from './setting.tsx';

/** Which variables go into an element, and which come out of it. */
export function MappingProperties({ drawn, node, scope }: NodePropertiesProps) {
  const text = useText();
  const process = useProcessWork();
  if (!('inputs' in node.node)) return null;
  const { inputs, outputs } = node.node;
  // Data that BPMN itself associates has a form of its own, which stays as it was drawn.
  const isOwn = !(node.record?.content?.includes('putAssociation') ?? false);
  const keep = (into: 'inputs' | 'outputs', next: readonly DataMapping[]) =>
    process.edit(() => (into === 'inputs' ? setMappings(drawn, node, next, outputs) : setMappings(drawn, node, inputs, next)));
  const parts = [
    {
      into: 'inputs' as const,
      mappings: inputs,
      title: text('studio.bpmn.inputs', 'Goes in'),
      add: text('studio.bpmn.addMappingIn', 'Let something go in'),
    },
    {
      into: 'outputs' as const,
      mappings: outputs,
      title: text('studio.bpmn.outputs', 'Comes out'),
      add: text('studio.bpmn.addMappingOut', 'Let something come out'),
    },
  ];
  return parts.map(({ into, mappings, title, add }) => (
    <Group
      key={into}
      title={title}
      action={
        isOwn ? (
          <ToolButton
            icon="plus"
            label={add}
            onClick={() => keep(into, [...mappings, { from: { text: 'null', language: null }, to: freeName(mappings) }])}
          />
        ) : undefined
      }
    >
      {mappings.length === 0 ? (
        <p className="process-hint">
          {into === 'inputs'
            ? text('studio.bpmn.noInputs', 'It sees every variable.')
            : text('studio.bpmn.noOutputs', 'Results go to the variables of their names.')}
        </p>
      ) : null}
      {mappings.map((mapping, at) => (
        <Mapping
          // biome-ignore lint/suspicious/noArrayIndexKey: mappings have no name of their own, and their place is what tells them apart
          key={at}
          mapping={mapping}
          isFixed={!isOwn}
          scope={scope}
          onChange={(changed) =>
            keep(
              into,
              mappings.flatMap((each, index) => (index === at ? (changed === null ? [] : [changed]) : [each])),
            )
          }
        />
      ))}
    </Group>
  ));
}

function freeName(mappings: readonly DataMapping[]): string {
  let number = mappings.length + 1;
  while (mappings.some(({ to }) => to === `variable${number}`)) number++;
  return `variable${number}`;
}

interface MappingProps {
  readonly mapping: DataMapping;
  readonly isFixed: boolean;
  readonly scope: NodePropertiesProps['scope'];
  onChange(mapping: DataMapping | null): void;
}

function Mapping({ mapping: { from, to }, isFixed, scope, onChange }: MappingProps) {
  const text = useText();
  const id = useId();
  const name = useDraft(to, (written) => onChange(written.trim() === '' ? null : { from, to: written.trim() }));
  if (isFixed)
    return (
      <p className="process-mapping">
        <code dir="ltr">{to}</code> ← <code dir="ltr">{from.text}</code>
      </p>
    );
  return (
    <div className="process-mapping">
      <input type="text" dir="ltr" data-code="" spellCheck={false} aria-label={text('studio.bpmn.mappingName', 'Variable')} {...name} />
      <ToolButton icon="trash" label={text('studio.bpmn.removeMapping', 'Remove {name}', { name: to })} onClick={() => onChange(null)} />
      <ExpressionInput
        id={id}
        text={from.text}
        kind="expression"
        scope={scope}
        expects="any"
        label={text('studio.bpmn.mappingValue', 'Value of {name}', { name: to })}
        onKeep={(written) => onChange({ from: { text: written, language: null }, to })}
      />
    </div>
  );
}
