import { defineComponent } from '../contract/define-component.ts';
import { choice, text, words } from '../contract/properties.ts';

export const inbox = defineComponent({
  name: 'inbox',
  title: 'Tasks',
  description:
    'The tasks of processes that a person has, may claim or manages: a list, and beside it the task with its form, comments and files.',
  category: 'data',
  icon: 'inbox',
  accessibility:
    'A region with tabs that choose whose tasks are listed, and a list of buttons, each of which opens its task beside it. The task begins with a heading, which takes the focus when it is opened. What happens is told politely.',
  role: 'region',
  properties: {
    label: words('Name for screen readers', 'Tasks'),
    of: choice('Shown first', ['mine', 'open', 'all'], 'mine'),
    sort: choice('Order at first', ['due', 'priority', 'created'], 'due'),
    when: choice('Of which time at first', ['now', 'later', 'any'], 'now'),
    search: text('Words that are searched for at first'),
    task: text('Task that is open at first'),
    emptyTitle: words('Title when there is nothing', 'Nothing to do'),
  },
  events: {
    open: { label: 'A task was opened', payload: 'context<task: string>' },
    done: { label: 'A task was done', payload: 'context<task: string>' },
  },
  outputs: {
    task: { label: 'Task that is open', feelType: 'string' },
    whose: { label: 'Whose tasks are listed', feelType: 'string' },
    sort: { label: 'In which order', feelType: 'string' },
    when: { label: 'Those of now, for later, or any', feelType: 'string' },
    search: { label: 'Words that are searched for', feelType: 'string' },
  },
});
