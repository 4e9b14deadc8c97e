import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DefinitionFiles } from '@plinth/app-definition';
import { labelFromKey } from '@plinth/app-definition';
import { writeFolder } from '../application-folder.ts';
import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';

const definitionKey = /^[a-z][a-z0-9-]{0,39}$/;

export const init: Command = {
  name: 'init',
  summary: 'Makes the folder of a new application, small and complete.',
  positionals: ['NAME'],
  options: {},
  examples: ['plinth init holiday-planner'],
  async run(session) {
    const [key = ''] = session.positionals;
    if (!definitionKey.test(key)) {
      const problem = `"${key}" is no name for an application: small letters, digits and -, beginning with a letter, at most 40.`;
      throw cliErrors.usage({ problem, command: 'init' });
    }
    const folder = join(session.folder, key);
    const present = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    if (present.length > 0) throw cliErrors.folderNotEmpty({ folder });
    const { written } = await writeFolder(folder, firstFiles(key), {});
    session.terminal.result({ folder, files: written }, () => {
      for (const file of written) session.terminal.out(`  ${file}`);
      session.terminal.out(`Made in ${folder}. Next: cd ${key} && plinth push && plinth publish`);
    });
  },
};

function firstFiles(key: string): DefinitionFiles {
  return {
    'plinth.yaml': `format: 1
key: ${key}
type: application
label: ${labelFromKey(key.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()))}
icon: checklist
homePage: tasks
`,
    'entities/task.yaml': `label: Task
labelPlural: Tasks
icon: checkbox
title: name
search: [ name ]

fields:
  name: { type: text, required: true, maxLength: 200 }
  due: date
  status:
    type: choice
    required: true
    options:
      open: { label: Open, tone: accent }
      done: { label: Done, tone: good }
    default: '"open"'
`,
    'roles.yaml': `member:
  label: Member
  heldBy: members
  permissions:
    task: all
`,
    'pages/tasks.yaml': `label: Tasks
path: ''
icon: checklist

state: { search: string }

queries:
  tasks:
    entity: task
    search: state.search
    sort: [ status, due ]
    count: true

components:
  - ui.page:
      title: Tasks
      slots:
        actions:
          - ui.button:
              text: New task
              icon: plus
              variant: primary
              on:
                click: { do: open, component: editTask }
      children:
        - ui.table:
            label: Tasks
            query: tasks
            columns:
              - { field: name, grow: true }
              - { field: due }
              - { field: status }
            emptyTitle: No tasks yet
            on:
              rowClick: { do: open, component: editTask, with: { task: = event.row } }
            slots:
              toolbar:
                - ui.search-box:
                    label: Find a task
                    value: = state.search
                    on:
                      change: { do: setState, values: { search: = event.value } }
        - ui.drawer:
            name: editTask
            title: Task
            children:
              - ui.form:
                  label: Task
                  entity: task
                  record: = editTask.with.task
                  on:
                    saved: { do: close, component: editTask }
                    cancelled: { do: close, component: editTask }
`,
  };
}
