import { type Definition, type DefinitionFiles, reduce, writeFiles } from '@plinth/app-definition';
import { loanDesk } from '@plinth/app-definition/testing';
import { expect, test } from 'vitest';
import { type TakenPart, takenIn } from './taken-in.ts';

const root = (key: string, label: string, type = 'application') => `format: 1\nkey: ${key}\ntype: ${type}\nlabel: ${label}\n`;
const client = 'label: Patient\nlabelPlural: Patients\nfields:\n  name: { type: text }\n';

/** What stands in files once they are taken in, by the action that does it. */
function done(now: Definition, files: DefinitionFiles, part: TakenPart): DefinitionFiles {
  const { body, errors } = takenIn(now, files, part);
  if (errors.length > 0 || body === null) throw new Error(errors[0]?.message ?? 'There is nothing to do.');
  const result = reduce(now, body);
  if (result.refused !== null) throw new Error(result.refused.message);
  return writeFiles(result.definition);
}

test('what was exported and is as before changes nothing', () => {
  const now = loanDesk();
  for (const part of ['all', 'only'] as const)
    expect(takenIn(now, writeFiles(now), part)).toMatchObject({ isSame: true, errors: [], warnings: [], body: null });
});

test('everything becomes as in the files, with what they do not have gone', () => {
  const now = loanDesk();
  const { 'pages/client.yaml': gone, ...files } = writeFiles(now);
  expect(gone).toBeDefined();
  const heading = (files['pages/loans.yaml'] ?? '').replace('ui.heading: Loans', 'ui.heading: All loans');
  const after = done(now, { ...files, 'plinth.yaml': root('loan-desk', 'Lending'), 'pages/loans.yaml': heading }, 'all');
  expect(Object.keys(after).sort()).toEqual(Object.keys(files).sort());
  expect(after['pages/loans.yaml']).toContain('ui.heading: All loans');
  expect(after['plinth.yaml']).toContain('label: Lending');
});

test('only what the files have is added or replaced; everything else stays, also what the application is called', () => {
  const now = loanDesk();
  const before = writeFiles(now);
  const after = done(now, { 'plinth.yaml': root('clinic', 'Clinic'), 'entities/patient.yaml': client }, 'only');
  expect(Object.keys(after).sort()).toEqual([...Object.keys(before), 'entities/patient.yaml'].sort());
  expect(after['plinth.yaml']).toBe(before['plinth.yaml']);
  expect(after['entities/patient.yaml']).toContain('labelPlural: Patients');
});

test('a role comes beside the roles that are there, although they share a file', () => {
  const now = loanDesk();
  const after = done(now, { 'plinth.yaml': root('clinic', 'Clinic'), 'roles.yaml': 'nurse:\n  label: Nurse\n' }, 'only');
  const roles = after['roles.yaml'] ?? '';
  expect(roles).toContain('nurse:');
  for (const line of (writeFiles(now)['roles.yaml'] ?? '').split('\n')) expect(roles).toContain(line);
});

test('all of another application is taken in under the key and name that this one has', () => {
  const now = loanDesk();
  const files = { 'plinth.yaml': root('clinic', 'Clinic'), 'entities/patient.yaml': client };
  expect(takenIn(now, files, 'all')).toMatchObject({ isSame: false, label: 'Clinic' });
  const after = done(now, files, 'all');
  expect(Object.keys(after).sort()).toEqual(['entities/patient.yaml', 'plinth.yaml']);
  expect(after['plinth.yaml']).toContain('key: loan-desk\n');
  expect(after['plinth.yaml']).not.toContain('Clinic');
});

test.each<[string, DefinitionFiles, string]>([
  ['no root', { 'entities/patient.yaml': client }, 'plinth.yaml:1 is missing'],
  ['YAML that is none', { 'plinth.yaml': root('clinic', 'Clinic'), 'pages/a.yaml': 'label: [' }, 'pages/a.yaml:1'],
  ['another type', { 'plinth.yaml': root('clinic', 'Clinic', 'module') }, 'of the type module'],
])('%s stands in the way and is no change', (_what, files, said) => {
  for (const part of ['all', 'only'] as const) {
    const { errors, body } = takenIn(loanDesk(), files, part);
    expect(body).toBeNull();
    expect(errors.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n')).toContain(said);
  }
});

test('two entities of one key do not go together, which is said instead of making a problem', () => {
  const files = { 'plinth.yaml': root('clinic', 'Clinic'), 'entities/client.yaml': `id: another\n${client}` };
  const { errors, body } = takenIn(loanDesk(), files, 'only');
  expect(body).toBeNull();
  expect(errors.map(({ rule }) => rule)).toContain('duplicate');
});

test('what leads nowhere is said and can be taken in', () => {
  const files = {
    'plinth.yaml': root('clinic', 'Clinic'),
    'pages/ward.yaml': 'label: Ward\npath: ward\nqueries:\n  all: { entity: nobody }\n',
  };
  const { errors, warnings, body } = takenIn(loanDesk(), files, 'only');
  expect([errors, body === null]).toEqual([[], false]);
  expect(warnings.map(({ file }) => file)).toContain('pages/ward.yaml');
});
