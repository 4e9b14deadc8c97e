import type { PageActionName } from '@plinth/app-definition';
import type { TextLookup } from '@plinth/component-kit';
import type { JsonObject } from '@plinth/foundation';

/** What a new step begins with where something has to be chosen: the first that there is. */
export interface FirstChoices {
  readonly page: string;
  readonly query: string;
  readonly entity: string;
  readonly component: string;
  readonly state: string;
  readonly event: string;
  readonly process: string;
  readonly 'external-action': string;
  readonly function: string;
  readonly eventType: string;
}

/** How a kind of step is offered, and what a new one says. */
export interface ActionKind {
  readonly name: PageActionName;
  readonly icon: string;
  title(text: TextLookup): string;
  make(first: FirstChoices): JsonObject;
}

/** The task of which the page is the form. */
const thisTask = { task: '= parameters.task' };

/** Every kind of page action, in the order in which they are offered. */
export const actionKinds: readonly ActionKind[] = [
  {
    name: 'createRecord',
    icon: 'plus',
    title: (text) => text('studio.step.createRecord', 'Create a record'),
    make: ({ entity }) => ({ entity, values: {} }),
  },
  {
    name: 'updateRecord',
    icon: 'pencil',
    title: (text) => text('studio.step.updateRecord', 'Change a record'),
    make: ({ entity }) => ({ entity, id: '= row.id', values: {} }),
  },
  {
    name: 'deleteRecord',
    icon: 'trash',
    title: (text) => text('studio.step.deleteRecord', 'Delete a record'),
    make: ({ entity }) => ({ entity, id: '= row.id' }),
  },
  {
    name: 'updateRecords',
    icon: 'pencil',
    title: (text) => text('studio.step.updateRecords', 'Change several records'),
    make: ({ entity, query }) => ({ entity, records: `= ${query || 'query'}.rows`, values: {} }),
  },
  {
    name: 'deleteRecords',
    icon: 'trash',
    title: (text) => text('studio.step.deleteRecords', 'Delete several records'),
    make: ({ entity, query }) => ({ entity, records: `= ${query || 'query'}.rows` }),
  },
  {
    name: 'setState',
    icon: 'braces',
    title: (text) => text('studio.step.setState', 'Remember something'),
    make: ({ state }) => ({ values: state === '' ? {} : { [state]: '' } }),
  },
  {
    name: 'navigate',
    icon: 'arrow-right',
    title: (text) => text('studio.step.navigate', 'Go to a page'),
    make: ({ page }) => ({ page }),
  },
  {
    name: 'openAddress',
    icon: 'external-link',
    title: (text) => text('studio.step.openAddress', 'Open an address'),
    make: () => ({ address: 'https://' }),
  },
  {
    name: 'open',
    icon: 'app-window',
    title: (text) => text('studio.step.open', 'Open a dialog, drawer or menu'),
    make: ({ component }) => ({ component }),
  },
  { name: 'close', icon: 'x', title: (text) => text('studio.step.close', 'Close what is open'), make: () => ({}) },
  {
    name: 'confirm',
    icon: 'help-circle',
    title: (text) => text('studio.step.confirm', 'Ask first'),
    make: () => ({ message: 'Are you sure?' }),
  },
  { name: 'notify', icon: 'message', title: (text) => text('studio.step.notify', 'Say something'), make: () => ({ message: 'Done.' }) },
  {
    name: 'runQuery',
    icon: 'refresh',
    title: (text) => text('studio.step.runQuery', 'Run a query again'),
    make: ({ query }) => ({ query }),
  },
  {
    name: 'callAction',
    icon: 'plug',
    title: (text) => text('studio.step.callAction', 'Ask another system'),
    make: ({ 'external-action': action }) => ({ action, input: {} }),
  },
  {
    name: 'startProcess',
    icon: 'player-play',
    title: (text) => text('studio.step.startProcess', 'Start a process'),
    make: ({ process }) => ({ process, variables: {} }),
  },
  {
    name: 'callFunction',
    icon: 'code',
    title: (text) => text('studio.step.callFunction', 'Call a function'),
    make: ({ function: name }) => ({ function: name, input: {} }),
  },
  {
    name: 'publishEvent',
    icon: 'broadcast',
    title: (text) => text('studio.step.publishEvent', 'Tell an event'),
    make: ({ eventType }) => ({ type: eventType, data: {} }),
  },
  {
    name: 'completeTask',
    icon: 'circle-check',
    title: (text) => text('studio.step.completeTask', 'Complete a task'),
    make: () => ({ ...thisTask, variables: {} }),
  },
  {
    name: 'claimTask',
    icon: 'user-check',
    title: (text) => text('studio.step.claimTask', 'Claim a task'),
    make: () => thisTask,
  },
  {
    name: 'releaseTask',
    icon: 'arrow-back-up',
    title: (text) => text('studio.step.releaseTask', 'Give a task back'),
    make: () => thisTask,
  },
  {
    name: 'delegateTask',
    icon: 'user-plus',
    title: (text) => text('studio.step.delegateTask', 'Delegate a task'),
    make: () => ({ ...thisTask, to: '' }),
  },
  {
    name: 'callApi',
    icon: 'api-app',
    title: (text) => text('studio.step.callApi', 'Call the platform'),
    make: () => ({ method: 'GET', address: '/api/' }),
  },
  {
    name: 'emit',
    icon: 'send',
    title: (text) => text('studio.step.emit', 'Tell the page around it'),
    make: ({ event }) => ({ event, values: {} }),
  },
  {
    name: 'if',
    icon: 'git-branch',
    title: (text) => text('studio.step.if', 'Only if'),
    // biome-ignore lint/suspicious/noThenProperty: a word of the page action language
    make: () => ({ condition: 'true', then: [] }),
  },
  {
    name: 'sequence',
    icon: 'list-numbers',
    title: (text) => text('studio.step.sequence', 'Several as one'),
    make: () => ({ actions: [] }),
  },
];

export function actionKind(step: unknown): ActionKind | undefined {
  const name = typeof step === 'object' && step !== null && 'do' in step ? step.do : undefined;
  return actionKinds.find((kind) => kind.name === name);
}

/** The kinds that can be chosen: a page has no events to tell. */
export function offeredKinds(hasEvents: boolean): readonly ActionKind[] {
  return hasEvents ? actionKinds : actionKinds.filter(({ name }) => name !== 'emit');
}
