import { entitiesOf, eventTypesOf, externalActionsOf, functionsOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { TaskNode } from '@plinth/process-model';
import { useDefinition } from '@plinth/studio-frame';
import { namedOf } from '../edits/definition-edits.ts';
import { setAttribute } from '../edits/property-edits.ts';
import { useProcessWork } from '../process-work.ts';
import type { NodePropertiesProps } from './node-properties.tsx';
import { ChoiceSetting, Group, TextSetting } from './setting.tsx';
import { TextOrFeel } from './task-setting.tsx';

/** What a service task does: something with a record, a function, an event that is told, what another system is asked for, or what a program fetches. */
export function ServiceProperties({ drawn, node, task, scope }: NodePropertiesProps & { readonly task: TaskNode }) {
  const text = useText();
  const process = useProcessWork();
  const definition = useDefinition();
  const { settings } = task;
  const { does = '' } = settings;
  const set = (name: string) => (value: string) => process.edit(() => setAttribute(node, `plinth:${name}`, value));
  const of = (name: string) => ({ value: settings[name] ?? '', scope, onKeep: set(name) });
  const none = { value: '', label: text('studio.bpmn.none', 'None') };
  const isRecord = does.startsWith('record.');
  const errorWhenRefused = (
    <TextSetting
      label={text('studio.bpmn.errorWhenRefused', 'Error where it is refused')}
      value={settings.error ?? ''}
      suggestions={namedOf(drawn, 'error').map(({ code, name }) => code ?? name)}
      help={text('studio.bpmn.errorWhenRefusedHelp', 'Its code; without one a refusal is an incident.')}
      onKeep={set('error')}
    />
  );
  const retries = (
    <TextSetting
      label={text('studio.bpmn.retries', 'Tried again so often')}
      value={settings.retries ?? ''}
      placeholder="3"
      onKeep={set('retries')}
    />
  );
  return (
    <Group title={text('studio.bpmn.service', 'Service')}>
      <ChoiceSetting
        label={text('studio.bpmn.does', 'What it does')}
        value={does}
        choices={[
          { value: '', label: text('studio.bpmn.doesWork', 'A program fetches it and does it') },
          { value: 'record.read', label: text('studio.bpmn.doesRead', 'Read a record') },
          { value: 'record.create', label: text('studio.bpmn.doesCreate', 'Create a record') },
          { value: 'record.update', label: text('studio.bpmn.doesUpdate', 'Change a record') },
          { value: 'record.delete', label: text('studio.bpmn.doesDelete', 'Delete a record') },
          { value: 'function.call', label: text('studio.bpmn.doesCall', 'Call a function') },
          { value: 'event.emit', label: text('studio.bpmn.doesEmit', 'Tell an event') },
          { value: 'action.ask', label: text('studio.bpmn.doesAsk', 'Ask another system') },
        ]}
        onChange={set('does')}
      />
      {isRecord ? (
        <>
          <ChoiceSetting
            label={text('studio.bpmn.entity', 'Entity')}
            value={settings.entity ?? ''}
            choices={[none, ...entitiesOf(definition).map(({ key, label }) => ({ value: key, label: label || key }))]}
            help={
              does === 'record.create' || does === 'record.update'
                ? text('studio.bpmn.entityHelp', 'What goes in below becomes its values, by the names of its fields.')
                : undefined
            }
            onChange={set('entity')}
          />
          {does === 'record.create' ? null : (
            <TextOrFeel {...of('record')} label={text('studio.bpmn.recordId', 'Id of the record')} expects="string" isMostlyFeel />
          )}
          {does === 'record.read' ? (
            <TextSetting
              label={text('studio.bpmn.withReferences', 'With references')}
              value={settings.expand ?? ''}
              placeholder="customer, customer.city"
              isCode
              onKeep={set('expand')}
            />
          ) : null}
          {errorWhenRefused}
        </>
      ) : does === 'function.call' ? (
        <>
          <ChoiceSetting
            label={text('studio.bpmn.function', 'Function')}
            value={settings.function ?? ''}
            choices={[none, ...functionsOf(definition).map(({ key, label }) => ({ value: key, label: label || key }))]}
            onChange={set('function')}
          />
          {errorWhenRefused}
          {retries}
        </>
      ) : does === 'event.emit' ? (
        <>
          <ChoiceSetting
            label={text('studio.bpmn.eventType', 'Type of event')}
            value={settings.event ?? ''}
            choices={[none, ...eventTypesOf(definition).map(({ key, label }) => ({ value: key, label: label || key }))]}
            help={text('studio.bpmn.eventHelp', 'What goes in below becomes its data.')}
            onChange={set('event')}
          />
          <TextOrFeel {...of('subject')} label={text('studio.bpmn.subject', 'What it is about')} expects="string" />
        </>
      ) : does === 'action.ask' ? (
        <>
          <ChoiceSetting
            label={text('studio.bpmn.action', 'What it is asked for')}
            value={settings.action ?? ''}
            choices={[none, ...externalActionsOf(definition).map(({ key, label }) => ({ value: key, label: label || key }))]}
            onChange={set('action')}
          />
          {errorWhenRefused}
          {retries}
        </>
      ) : does === '' ? (
        <>
          <TextOrFeel
            {...of('topic')}
            label={text('studio.bpmn.topic', 'Topic')}
            expects="string"
            placeholder={node.key}
            help={text('studio.bpmn.topicHelp', 'By which programs fetch it.')}
          />
          <TextSetting
            label={text('studio.bpmn.atOnce', 'At once at most')}
            value={task.atOnce === null ? '' : String(task.atOnce)}
            placeholder="1 – 10 000"
            help={text('studio.bpmn.atOnceHelp', 'So much of its topic is held by programs together.')}
            onKeep={set('atOnce')}
          />
          <TextOrFeel {...of('priority')} label={text('studio.bpmn.priority', 'Priority')} expects="number" placeholder="0" />
          {retries}
        </>
      ) : null}
    </Group>
  );
}
