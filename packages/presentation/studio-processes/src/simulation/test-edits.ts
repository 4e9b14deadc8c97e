import type { RecordOf } from '@plinth/app-definition';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import type { ProcessTest } from '@plinth/processes';
import { type Edit, together, update } from '../edits/edit.ts';
import type { ShownRun } from './shown-run.ts';

type Process = RecordOf<'process'>;

/** Keeps a simulation as a test case. */
export function addTest(
  process: Process,
  { variables, steps, script }: Pick<ShownRun, 'variables' | 'steps' | 'script'>,
  expect: ProcessTest['expect'],
): { readonly edit: Edit; readonly name: string } {
  const name = freeName(process);
  const test = { variables, script: { ...script, steps: [...steps] }, expect } as unknown as JsonObject;
  const body = process.tests === undefined ? update(process.id, ['tests'], { [name]: test }) : update(process.id, ['tests', name], test);
  return { edit: { body, intent: `Add test case ${name}` }, name };
}

/** Changes what a test case gives, does or expects. */
export function changeTest({ id }: Process, name: string, part: 'variables' | 'script' | 'expect', value: JsonValue): Edit {
  return { body: update(id, ['tests', name, part], value), intent: `Change test case ${name}` };
}

/** Another name for a test case; null where there is one of that name. */
export function renameTest({ id, tests }: Process, from: string, to: string): Edit | null {
  const test = tests?.[from];
  if (test === undefined || to.trim() === '' || Object.hasOwn(tests ?? {}, to.trim())) return null;
  return {
    body: together([update(id, ['tests', from], undefined), update(id, ['tests', to.trim()], test as unknown as JsonValue)]),
    intent: `Rename test case ${from} to ${to.trim()}`,
  };
}

export function removeTest({ id, tests }: Process, name: string): Edit {
  const isLast = Object.keys(tests ?? {}).length === 1;
  return { body: isLast ? update(id, ['tests'], undefined) : update(id, ['tests', name], undefined), intent: `Remove test case ${name}` };
}

function freeName({ tests = {} }: Process): string {
  let number = Object.keys(tests).length + 1;
  while (Object.hasOwn(tests, `case ${number}`)) number++;
  return `case ${number}`;
}
