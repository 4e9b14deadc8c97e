import { readPropertyText } from '@plinth/component-contract';
import type { TextLookup } from '@plinth/component-kit';
import { isJsonObject } from '@plinth/foundation';
import { actionKind } from './action-kinds.ts';

/** What things that steps call by key are called by people; the key where nothing else is known. */
export interface StepNames {
  page(key: string): string;
  entity(key: string): string;
  process(key: string): string;
  eventType(key: string): string;
  externalAction(key: string): string;
}

const longest = 120;

/** A step as one reads it: “Create task with title, done”. */
export function actionWords(step: unknown, text: TextLookup, names: StepNames): string {
  if (!isJsonObject(step) || actionKind(step) === undefined) return text('studio.unreadableStep', 'Something unreadable');
  const said = (name: string) => shortened(written(step[name]));
  const entity = shortened(names.entity(said('entity'))).toLocaleLowerCase();
  const fields = isJsonObject(step.values) ? Object.keys(step.values).join(', ') : '';
  const variables = isJsonObject(step.variables) ? shortened(Object.keys(step.variables).join(', ')) : '';
  switch (step.do) {
    case 'navigate':
      return text('studio.says.navigate', 'Go to {page}', { page: shortened(names.page(said('page'))) });
    case 'openAddress':
      return text('studio.says.openAddress', 'Open {address}', { address: said('address') });
    case 'setState':
      return text('studio.says.setState', 'Remember {values}', { values: assignments(step.values) });
    case 'runQuery':
      return text('studio.says.runQuery', 'Run {query} again', { query: said('query') });
    case 'createRecord':
      return fields === ''
        ? text('studio.says.createRecord', 'Create {entity}', { entity })
        : text('studio.says.createRecordWith', 'Create {entity} with {fields}', { entity, fields });
    case 'updateRecord':
      return text('studio.says.updateRecord', 'Change {fields} of {entity}', { entity, fields: fields || '…' });
    case 'deleteRecord':
      return text('studio.says.deleteRecord', 'Delete {entity}', { entity });
    case 'updateRecords':
      return text('studio.says.updateRecords', 'Change {fields} of each {entity} in {records}', {
        entity,
        fields: fields || '…',
        records: said('records'),
      });
    case 'deleteRecords':
      return text('studio.says.deleteRecords', 'Delete each {entity} in {records}', { entity, records: said('records') });
    case 'open':
      return text('studio.says.open', 'Open {component}', { component: said('component') });
    case 'close':
      return said('component') === ''
        ? text('studio.says.closeInner', 'Close what is open')
        : text('studio.says.close', 'Close {component}', { component: said('component') });
    case 'confirm':
      return text('studio.says.confirm', 'Ask “{message}”', { message: said('message') });
    case 'notify':
      return text('studio.says.notify', 'Say “{message}”', { message: said('message') });
    case 'callApi':
      return text('studio.says.callApi', 'Call {method} {address}', { method: said('method'), address: said('address') });
    case 'emit':
      return text('studio.says.emit', 'Tell {event}', { event: said('event') });
    case 'callAction':
      return text('studio.says.callAction', 'Ask for {action}', { action: shortened(names.externalAction(said('action'))) });
    case 'startProcess':
      return text('studio.says.startProcess', 'Start {process}', { process: shortened(names.process(said('process'))) });
    case 'callFunction':
      return text('studio.says.callFunction', 'Call the function {function}', { function: shortened(said('function')) });
    case 'publishEvent':
      return text('studio.says.publishEvent', 'Tell that “{type}”', { type: shortened(names.eventType(said('type'))) });
    case 'completeTask':
      return variables === ''
        ? text('studio.says.completeTask', 'Complete the task')
        : text('studio.says.completeTaskWith', 'Complete the task with {variables}', { variables });
    case 'claimTask':
      return text('studio.says.claimTask', 'Claim the task');
    case 'releaseTask':
      return text('studio.says.releaseTask', 'Give the task back');
    case 'delegateTask':
      return text('studio.says.delegateTask', 'Delegate the task to {to}', { to: said('to') });
    case 'if':
      return text('studio.says.if', 'If {condition}', { condition: said('condition') });
    default:
      return text('studio.says.sequence', 'In turn');
  }
}

/** A value as it reads: expressions without their sign. */
function written(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  const read = readPropertyText(value);
  return read.kind === 'literal' ? String(read.value) : read.text;
}

function assignments(values: unknown): string {
  if (!isJsonObject(values)) return '…';
  const parts = Object.entries(values).map(([name, value]) => `${name} = ${shortened(written(value)) || 'null'}`);
  return parts.length === 0 ? '…' : shortened(parts.join(', '));
}

/** Marks that would turn around what stands behind them in the sentence. */
const directions = /[\u202A-\u202E\u2066-\u2069]/g;

function shortened(words: string): string {
  const characters = [...words.replaceAll(directions, '')];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}
