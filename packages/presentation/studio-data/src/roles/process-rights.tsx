import { type Definition, processesOf, type RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { setOfRole } from '../definition/role-edits.ts';
import { useEdit } from '../use-edit.ts';
import { OperationTick } from './operation-tick.tsx';

interface ProcessRightsProps {
  readonly definition: Definition;
  readonly role: RecordOf<'role'>;
}

/** Which processes a role may start, and of which it sees and sets right all instances and tasks. */
export function ProcessRights({ definition, role }: ProcessRightsProps) {
  const text = useText();
  const edit = useEdit();
  const processes = processesOf(definition);
  if (processes.length === 0) return null;
  const rights = [
    ['start', text('studio.right.start', 'Start')],
    ['manage', text('studio.right.manage', 'Manage')],
  ] as const;
  return (
    <table className="data-table data-matrix" aria-label={text('studio.processRights', 'Rights to processes')}>
      <thead>
        <tr>
          <th scope="col">{text('studio.process', 'Process')}</th>
          {rights.map(([right, name]) => (
            <th key={right} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {processes.map(({ id, key, label }) => {
          const called = label.trim() === '' ? key : label;
          return (
            <tr key={id}>
              <th scope="row">
                <bdi>{called}</bdi>
              </th>
              {rights.map(([right, name]) => (
                <OperationTick
                  key={right}
                  name={name}
                  label={text('studio.mayOperation', '{name}: {operation}', { name: called, operation: name })}
                  checked={role[right].includes(id)}
                  onChange={(checked) => {
                    const wanted = checked ? [...role[right], id] : role[right].filter((each) => each !== id);
                    edit(setOfRole(role, right, 'processes', wanted));
                  }}
                />
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
