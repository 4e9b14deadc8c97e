import { type Definition, fieldsOf, type RecordOf, recordOf, relationsOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { useDefinitionExpressions } from '@plinth/studio-expressions';
import { ToolButton } from '@plinth/studio-frame';
import { addPermission, removePermission, setFieldAccess, setOfPermission } from '../definition/role-edits.ts';
import { Group } from '../properties/group.tsx';
import { FeelSetting } from '../properties/setting.tsx';
import { useEdit } from '../use-edit.ts';

interface PermissionPropertiesProps {
  readonly definition: Definition;
  readonly permission: RecordOf<'permission'>;
}

/** Which records and which fields a permission is about. */
export function PermissionProperties({ definition, permission }: PermissionPropertiesProps) {
  const text = useText();
  const edit = useEdit();
  const role = recordOf(definition, 'role', permission.role);
  const entity = recordOf(definition, 'entity', permission.entity);
  const expressions = useDefinitionExpressions();
  const attributes = entity === null ? [] : [...fieldsOf(definition, entity.id), ...relationsOf(definition, entity.id)];
  const named = entity ?? { id: permission.entity, key: permission.entity, label: permission.entity };
  return (
    <div className="data-properties">
      <header className="studio-panel-head">
        <Icon name="shield-lock" size={16} />
        <h2>
          <bdi>{role?.label ?? permission.role}</bdi>
        </h2>
        <small>
          <bdi>{named.label}</bdi>
        </small>
      </header>
      <Group
        title={text('studio.whichRecords', 'Which records')}
        action={
          <span className="data-acts">
            {role === null ? null : (
              <ToolButton
                icon="plus"
                label={text('studio.addPermission', 'Add another permission with rows and fields of its own')}
                onClick={() => edit(addPermission(role, named))}
              />
            )}
            <ToolButton
              icon="trash"
              label={text('studio.removePermission', 'Remove permission')}
              onClick={() => edit(removePermission(definition, permission))}
            />
          </span>
        }
      >
        <FeelSetting
          label={text('studio.rowRule', 'Row rule')}
          value={permission.rowRule}
          scope={expressions.rowScope(permission.entity)}
          expects="boolean"
          help={text('studio.rowRuleHelp', 'Only records for which it is true, such as owner.email = user.email; empty: all of them.')}
          onKeep={(rule) => edit(setOfPermission(definition, permission, 'the row rule', 'rowRule', rule))}
        />
      </Group>
      {attributes.length === 0 ? null : (
        <Group title={text('studio.whichFields', 'Which fields')}>
          <ul className="data-field-access">
            {attributes.map((attribute) => {
              const name = attribute.label.trim() === '' ? attribute.key : attribute.label;
              const access = permission.hidden.includes(attribute.id)
                ? 'hidden'
                : permission.locked.includes(attribute.id)
                  ? 'locked'
                  : 'open';
              return (
                <li key={attribute.id}>
                  <label>
                    <bdi>{name}</bdi>
                    <select
                      data-access={access}
                      value={access}
                      onChange={({ currentTarget: { value } }) =>
                        edit(setFieldAccess(definition, permission, { id: attribute.id, name }, value as 'open' | 'locked' | 'hidden'))
                      }
                    >
                      <option value="open">{text('studio.access.open', 'Open')}</option>
                      <option value="locked">{text('studio.access.locked', 'Locked')}</option>
                      <option value="hidden">{text('studio.access.hidden', 'Hidden')}</option>
                    </select>
                  </label>
                </li>
              );
            })}
          </ul>
        </Group>
      )}
    </div>
  );
}
