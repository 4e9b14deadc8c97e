import type { RecordOf } from '@plinth/app-definition';
import type { JsonValue } from '@plinth/foundation';
import { type Edit, together } from '../table/edit.ts';

type DecisionRecord = RecordOf<'decision'>;

const path = (id: string, steps: readonly string[], value?: JsonValue) =>
  ({ type: 'RECORD_UPDATE', payload: { id, path: steps, ...(value === undefined ? {} : { value }) } }) as const;

/** A new test case; its inputs are not known yet. */
export function addCase(record: DecisionRecord): { readonly edit: Edit; readonly name: string } {
  let number = Object.keys(record.tests).length + 1;
  while (Object.hasOwn(record.tests, `case ${number}`)) number++;
  const name = `case ${number}`;
  const inputs = Object.fromEntries(Object.keys(record.inputs).map((input) => [input, null]));
  return { name, edit: { body: path(record.id, ['tests', name], { inputs, expect: null }), intent: `Add test case ${name}` } };
}

export function setCaseInput({ id }: DecisionRecord, name: string, input: string, value: JsonValue): Edit {
  return { body: path(id, ['tests', name, 'inputs', input], value), intent: `Change ${input} of test case ${name}` };
}

export function setExpected({ id }: DecisionRecord, name: string, value: JsonValue): Edit {
  return { body: path(id, ['tests', name, 'expect'], value), intent: `Change what test case ${name} expects` };
}

export function removeCase({ id }: DecisionRecord, name: string): Edit {
  return { body: path(id, ['tests', name]), intent: `Remove test case ${name}` };
}

/** Another name for a test case; null where there is one of that name. */
export function renameCase(record: DecisionRecord, from: string, to: string): Edit | null {
  const test = record.tests[from];
  if (test === undefined || to.trim() === '' || Object.hasOwn(record.tests, to)) return null;
  return {
    body: together([path(record.id, ['tests', from]), path(record.id, ['tests', to], test as unknown as JsonValue)]),
    intent: `Rename test case ${from} to ${to}`,
  };
}
