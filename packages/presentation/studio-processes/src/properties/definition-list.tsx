import { useText } from '@plinth/component-kit';
import { ToolButton, useDraft } from '@plinth/studio-frame';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { addNamed, changeNamed, hasCode, type NamedKind, namedKinds, namedOf, removeNamed, usersOf } from '../edits/definition-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { useDefinitionNames } from './definition-names.ts';
import { Group } from './setting.tsx';

/** The messages, signals, errors and escalations of a process: named anew for all that refer to them, made and removed. */
export function DefinitionList({ drawn }: { readonly drawn: DrawnProcess }) {
  const process = useProcessWork();
  const names = useDefinitionNames();
  return namedKinds.map((kind) => (
    <Group
      key={kind}
      title={names[kind].all}
      action={<ToolButton icon="plus" label={names[kind].add} onClick={() => process.edit(() => addNamed(drawn, kind))} />}
    >
      {namedOf(drawn, kind).map(({ id, name, code }) => (
        <NamedLine key={id} drawn={drawn} kind={kind} id={id} name={name} code={code ?? ''} />
      ))}
    </Group>
  ));
}

interface NamedLineProps {
  readonly drawn: DrawnProcess;
  readonly kind: NamedKind;
  readonly id: string;
  readonly name: string;
  readonly code: string;
}

function NamedLine({ drawn, kind, id, name, code }: NamedLineProps) {
  const text = useText();
  const process = useProcessWork();
  const names = useDefinitionNames();
  const users = usersOf(drawn, kind, id);
  const change = (part: 'name' | 'code') => (value: string) => process.edit(() => changeNamed(drawn, kind, id, part, value));
  const [written, writtenCode] = [useDraft(name, change('name')), useDraft(code, change('code'))];
  return (
    <div className="process-named">
      <input type="text" dir="auto" aria-label={names[kind].name} {...written} />
      {hasCode(kind) ? <input type="text" dir="ltr" data-code="" aria-label={names[kind].code} {...writtenCode} /> : null}
      <ToolButton
        icon="trash"
        label={
          users.length === 0
            ? text('studio.bpmn.removeName', 'Remove {name}', { name })
            : text('studio.bpmn.usedBy', '{name} is used by {users}', { name, users: users.join(', ') })
        }
        disabled={users.length > 0}
        onClick={() => process.edit(() => removeNamed(drawn, kind, id))}
      />
    </div>
  );
}
