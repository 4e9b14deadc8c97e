import { pagesOf, rolesOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { TaskNode } from '@plinth/process-model';
import { useDefinition } from '@plinth/studio-frame';
import { setAttribute } from '../edits/property-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { MomentSetting } from './moment-setting.tsx';
import { NamesSetting } from './names-setting.tsx';
import type { NodePropertiesProps } from './node-properties.tsx';
import { ChoiceSetting, Group, TextSetting } from './setting.tsx';
import { TextOrFeel } from './task-setting.tsx';
import { useKnownPeople } from './use-known-people.ts';

/** Who does a task, by what, and until when. */
export function UserTaskProperties({ node, task, scope }: NodePropertiesProps & { readonly task: TaskNode }) {
  const text = useText();
  const process = useProcessWork();
  const definition = useDefinition();
  const { settings } = task;
  const of = (name: string) => ({
    value: settings[name] ?? '',
    scope,
    onKeep: (value: string) => process.edit(() => setAttribute(node, `plinth:${name}`, value)),
  });
  const none = { value: '', label: text('studio.bpmn.none', 'None') };
  const roles = rolesOf(definition).map(({ key }) => ({ key, label: key }));
  const { groups, members, look } = useKnownPeople();
  const isEscalated = ['overdueRoles', 'overdueGroups', 'overdueCandidates'].some((name) => (settings[name] ?? '') !== '');
  return (
    <>
      <Group title={text('studio.bpmn.whatIsDone', 'What is done')}>
        <TextOrFeel
          {...of('title')}
          label={text('studio.bpmn.taskTitle', 'Title of the task')}
          expects="string"
          placeholder={task.name}
          help={text('studio.bpmn.taskTitleHelp', 'What lists call it, such as ={example}.', { example: '"Check " + customer' })}
        />
        <ChoiceSetting
          label={text('studio.bpmn.form', 'Form')}
          value={task.page ?? ''}
          choices={[none, ...pagesOf(definition).map(({ key, label }) => ({ value: key, label: label || key }))]}
          help={text('studio.bpmn.formHelp', 'The page on which it is done.')}
          onChange={of('page').onKeep}
        />
        <TextSetting
          label={text('studio.bpmn.answers', 'Answers')}
          value={settings.answers ?? ''}
          placeholder={text('studio.bpmn.answersExample', 'Approve, Reject')}
          help={text('studio.bpmn.answersHelp', 'Without a form one of these completes it, as the variable “answer”.')}
          onKeep={of('answers').onKeep}
        />
        {(settings.answers ?? '') === '' ? null : (
          <TextSetting
            label={text('studio.bpmn.answerVariable', 'Answer into variable')}
            value={settings.answerVariable ?? ''}
            placeholder="answer"
            isCode
            onKeep={of('answerVariable').onKeep}
          />
        )}
        <TextSetting
          label={text('studio.bpmn.attachmentTypes', 'Files that may be attached')}
          value={settings.attachmentTypes ?? ''}
          placeholder="application/pdf, image/*"
          isCode
          help={text('studio.bpmn.attachmentTypesHelp', 'Media types with commas; every type where nothing is said.')}
          onKeep={of('attachmentTypes').onKeep}
        />
        <TextSetting
          label={text('studio.bpmn.attachmentMegabytes', 'Largest file, in MB')}
          value={settings.attachmentMegabytes ?? ''}
          placeholder="25"
          onKeep={of('attachmentMegabytes').onKeep}
        />
      </Group>
      <Group title={text('studio.bpmn.work', 'Who does it')}>
        <TextOrFeel
          {...of('assignee')}
          label={text('studio.bpmn.assignee', 'Assignee')}
          isMostlyFeel
          suggestions={members.map(({ key }) => key)}
          onWrite={look}
          help={text('studio.bpmn.assigneeHelp', 'A member by id or e-mail address, who has it at once.')}
        />
        <NamesSetting
          {...of('candidateRoles')}
          label={text('studio.bpmn.candidateRoles', 'Roles that may take it')}
          known={roles}
          placeholder={roles[0]?.key ?? ''}
        />
        <NamesSetting
          {...of('candidateGroups')}
          label={text('studio.bpmn.candidateGroups', 'Groups that may take it')}
          known={groups}
          onWrite={look}
        />
        <NamesSetting
          {...of('candidates')}
          label={text('studio.bpmn.candidates', 'Members or groups that may take it')}
          known={[...groups, ...members]}
          onWrite={look}
          help={text('studio.bpmn.candidatesHelp', 'By id, e-mail address or name of the group: ["lending", applicant].')}
        />
        <NamesSetting
          {...of('excluded')}
          label={text('studio.bpmn.excluded', 'Who must not do it')}
          known={members}
          onWrite={look}
          help={text('studio.bpmn.excludedHelp', 'For two pairs of eyes: members by id or e-mail address, whatever their roles.')}
        />
      </Group>
      <Group title={text('studio.bpmn.untilWhen', 'Until when')}>
        <MomentSetting {...of('due')} label={text('studio.bpmn.due', 'Due')} />
        <MomentSetting {...of('followUp')} label={text('studio.bpmn.followUp', 'Follow up')} />
        <TextOrFeel
          {...of('priority')}
          label={text('studio.bpmn.priority', 'Priority')}
          expects="number"
          placeholder="0"
          help={text('studio.bpmn.priorityHelp', 'A whole number; what has more is more urgent.')}
        />
      </Group>
      {(settings.due ?? '') === '' && !isEscalated ? null : (
        <Group title={text('studio.bpmn.onceOverdue', 'Once it is overdue')}>
          <p className="process-hint">
            {text(
              'studio.bpmn.onceOverdueHelp',
              'It goes to these and leaves whoever had it or might take it. Where nobody is named it stays where it is.',
            )}
          </p>
          <NamesSetting
            {...of('overdueRoles')}
            label={text('studio.bpmn.overdueRoles', 'Roles to which it goes')}
            known={roles}
            placeholder={roles[0]?.key ?? ''}
          />
          <NamesSetting
            {...of('overdueGroups')}
            label={text('studio.bpmn.overdueGroups', 'Groups to which it goes')}
            known={groups}
            onWrite={look}
          />
          <NamesSetting
            {...of('overdueCandidates')}
            label={text('studio.bpmn.overdueCandidates', 'Members or groups to which it goes')}
            known={[...groups, ...members]}
            onWrite={look}
          />
        </Group>
      )}
    </>
  );
}
