import { type Definition, reduce, snapshotOf, writeFiles } from '@plinth/app-definition';
import { loanDesk, randomEdit } from '@plinth/app-definition/testing';
import { expect, test } from 'vitest';
import { readText, rebaseText } from './text-edit.ts';

const file = 'pages/loans.yaml';
const textOf = (definition: Definition, path = file) => writeFiles(definition)[path] ?? '';
const set = (definition: Definition, id: string, path: string[], value: string): Definition => {
  const result = reduce(definition, { type: 'RECORD_UPDATE', payload: { id, path, value } });
  if (result.refused !== null) throw new Error(result.refused.message);
  return result.definition;
};

test('a text that says the same is no change, whatever its style, in any definition', () => {
  let definition = loanDesk();
  expect(readText(definition, file, `# A comment.\n${textOf(definition)}\n`)).toEqual({ body: null, errors: [], warnings: [] });
  for (let step = 0; step < 24; step++) {
    const body = randomEdit(definition, `x${step}`, [step * 7, step * 13, step * 29]);
    const result = body === null ? null : reduce(definition, body);
    if (result === null || result.refused !== null) continue;
    definition = result.definition;
    for (const [path, text] of Object.entries(writeFiles(definition)))
      expect([path, readText(definition, path, text).body]).toEqual([path, null]);
  }
});

test('one property that is written anew is one small action', () => {
  const definition = loanDesk();
  const { body } = readText(definition, file, textOf(definition).replace('ui.heading: Loans', 'ui.heading: All loans'));
  expect(body).toEqual({
    type: 'BATCH',
    payload: {
      actions: [{ type: 'RECORD_UPDATE', payload: { id: 'component:loans.heading', path: ['properties'], value: { text: 'All loans' } } }],
    },
  });
});

test('what cannot be read is told with its line and changes nothing', () => {
  const definition = loanDesk();
  const text = textOf(definition);
  const broken = readText(definition, file, `${text}  wrong: [\n`);
  expect([broken.body, broken.errors[0]?.line]).toEqual([null, text.split('\n').length]);
  const line = text.split('\n').findIndex((each) => each.startsWith('icon:')) + 1;
  expect(readText(definition, file, text.replace(/^icon:.*$/m, 'icon: [ 1 ]')).errors).toMatchObject([{ file, line }]);
});

test('a reference to what is not there is a warning: the text may be kept before the other artefact is made', () => {
  const definition = loanDesk();
  const read = readText(definition, file, textOf(definition).replace('entity: loan', 'entity: nobody'));
  expect([read.body === null, read.errors, read.warnings.length > 0]).toEqual([false, [], true]);
});

test('what others do comes into a text that is being written, and what was written stays', () => {
  const before = loanDesk();
  const written = textOf(before).replace('ui.heading: Loans', 'ui.heading: All loans # mine');
  const after = set(set(before, 'page:loans', ['label'], 'Lending'), 'entity:loan', ['label'], 'Credit');
  const joined = rebaseText(before, after, file, written) ?? '';
  expect(joined).toContain('label: Lending');
  expect(joined).toContain('ui.heading: All loans # mine');
  const { body } = readText(after, file, joined);
  const result = body === null ? null : reduce(after, body);
  expect(result?.refused ?? null).toBeNull();
  const wanted = set(after, 'component:loans.heading', ['properties', 'text'], 'All loans');
  expect(snapshotOf(result === null || result.refused !== null ? after : result.definition)).toEqual(snapshotOf(wanted));
  expect(rebaseText(before, after, file, 'label: [')).toBeNull();
  expect(rebaseText(before, after, file, textOf(before))).toBe(textOf(after));
});
