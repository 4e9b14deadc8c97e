import { type Definition, decisionsOf, externalActionsOf, functionsOf, type RecordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import { labelRole, removeRole, setOfRole } from '../definition/role-edits.ts';
import { Group } from '../properties/group.tsx';
import { ChoiceSetting, TextSetting } from '../properties/setting.tsx';
import { useEdit } from '../use-edit.ts';

interface RolePropertiesProps {
  readonly definition: Definition;
  readonly role: RecordOf<'role'>;
}

/** What is told of a role as a whole. */
export function RoleProperties({ definition, role }: RolePropertiesProps) {
  const text = useText();
  const edit = useEdit();
  const decisions = decisionsOf(definition);
  const functions = functionsOf(definition);
  const externalActions = externalActionsOf(definition);
  return (
    <div className="data-properties">
      <header className="studio-panel-head">
        <Icon name="shield-lock" size={16} />
        <h2>
          <bdi>{role.label}</bdi>
        </h2>
        <small>{text('studio.role', 'Role')}</small>
      </header>
      <Group
        title={text('studio.role', 'Role')}
        action={
          <ToolButton icon="trash" label={text('studio.removeRole', 'Remove role')} onClick={() => edit(removeRole(definition, role))} />
        }
      >
        <TextSetting
          label={text('studio.column.label', 'Label')}
          value={role.label}
          onKeep={(label) => edit(labelRole(definition, role, label, false))}
        />
        <TextSetting
          label={text('studio.column.key', 'Key')}
          mono
          value={role.key}
          help={text('studio.roleKeyHelp', 'Who holds a role is kept by its key: with another one, give it to people again.')}
          onKeep={(key) => edit(setOfRole(role, 'key', 'key', key.trim()))}
        />
        <TextSetting
          label={text('studio.description', 'Description')}
          long
          value={role.description ?? ''}
          onKeep={(value) => edit(setOfRole(role, 'description', 'description', value.trim() === '' ? undefined : value))}
        />
        <ChoiceSetting
          label={text('studio.heldBy', 'Who holds it')}
          value={role.heldBy}
          choices={[
            { value: 'assigned', label: text('studio.heldBy.assigned', 'Whom it is given to') },
            { value: 'members', label: text('studio.heldBy.members', 'Every member') },
            { value: 'anyone', label: text('studio.heldBy.anyone', 'Visitors too') },
          ]}
          onChange={(value) => edit(setOfRole(role, 'heldBy', 'holders', value))}
        />
      </Group>
      {decisions.length === 0 ? null : (
        <Group title={text('studio.mayEvaluate', 'May evaluate')}>
          {decisions.map((decision) => (
            <label key={decision.id} className="data-check-line">
              <input
                type="checkbox"
                checked={role.evaluate.includes(decision.id)}
                onChange={(event) =>
                  edit(
                    setOfRole(
                      role,
                      'evaluate',
                      'decisions',
                      event.currentTarget.checked ? [...role.evaluate, decision.id] : role.evaluate.filter((id) => id !== decision.id),
                    ),
                  )
                }
              />
              <bdi>{decision.label}</bdi>
            </label>
          ))}
        </Group>
      )}
      {functions.length === 0 ? null : (
        <Group title={text('studio.mayCall', 'May call')}>
          {functions.map((each) => (
            <label key={each.id} className="data-check-line">
              <input
                type="checkbox"
                checked={role.call.includes(each.id)}
                onChange={({ currentTarget: { checked } }) =>
                  edit(setOfRole(role, 'call', 'functions', checked ? [...role.call, each.id] : role.call.filter((id) => id !== each.id)))
                }
              />
              <bdi>{each.label}</bdi>
            </label>
          ))}
        </Group>
      )}
      {externalActions.length === 0 ? null : (
        <Group title={text('studio.mayAskFor', 'May ask other systems for')}>
          {externalActions.map((each) => (
            <label key={each.id} className="data-check-line">
              <input
                type="checkbox"
                checked={role.ask.includes(each.id)}
                onChange={({ currentTarget: { checked } }) =>
                  edit(
                    setOfRole(role, 'ask', 'external actions', checked ? [...role.ask, each.id] : role.ask.filter((id) => id !== each.id)),
                  )
                }
              />
              <bdi>{each.label}</bdi>
            </label>
          ))}
        </Group>
      )}
    </div>
  );
}
