import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ActionBody, type Definition, fileOfRecord, merge, mergeFile, readFiles, reduce, writeFiles } from '../index.ts';
import { loanDesk, loanDeskFiles, randomEdit } from '../testing.ts';

const choice = fc.nat({ max: 100_000 });
const edits = fc.array(fc.tuple(choice, choice, choice), { minLength: 1, maxLength: 12 });

/** Files have no place for a record that came from another file, nor for a file by another name: git sees those as two changes. */
function staysInItsFile(before: Definition, after: Definition): boolean {
  return [...before.records.values()].every((record) => {
    const now = after.records.get(record.id);
    return now === undefined || fileOfRecord(before, record) === fileOfRecord(after, now);
  });
}

/** Which of two pages that both sides put at the same place comes first is told by their ids, which no file but their own has. */
function asWrittenInFiles(body: ActionBody): ActionBody {
  if (body.type === 'BATCH') return { ...body, payload: { actions: body.payload.actions.map(asWrittenInFiles) } };
  if (body.type !== 'RECORD_INSERT' || body.payload.record.kind !== 'page') return body;
  const { record } = body.payload;
  return { ...body, payload: { record: { ...record, id: `page:${record.key}` } } };
}

function edited(from: Definition, prefix: string, list: readonly [number, number, number][]): Definition {
  return list.reduce((definition, choices, at) => {
    const body = randomEdit(definition, `${prefix}${at}`, choices);
    const result = body === null ? null : reduce(definition, asWrittenInFiles(body));
    return result === null || result.refused !== null || !staysInItsFile(definition, result.definition) ? definition : result.definition;
  }, from);
}

type Files = Readonly<Record<string, string>>;

/** What git does with a folder: whole files where one side changed them, and the merge driver where both did. */
function mergedByGit(base: Files, ours: Files, theirs: Files): { files: Files; conflicts: string[] } {
  const files: Record<string, string> = {};
  const conflicts: string[] = [];
  for (const path of new Set([...Object.keys(base), ...Object.keys(ours), ...Object.keys(theirs)])) {
    const [b, o, t] = [base[path], ours[path], theirs[path]];
    const keep = (text: string | undefined) => {
      if (text !== undefined) files[path] = text;
    };
    if (o === t || t === b) keep(o);
    else if (o === b) keep(t);
    else if (o === undefined || t === undefined) {
      conflicts.push(path);
      keep(o ?? t);
    } else {
      const merged = mergeFile(path, { base: b ?? '', ours: o, theirs: t });
      if (merged === null) throw new Error(`${path} cannot be read.`);
      expect(merged.says(merged.text)).toBe(true);
      keep(merged.text);
      conflicts.push(...merged.conflicts.map(() => path));
    }
  }
  return { files, conflicts };
}

test('F5 merging file by file gives what merging the definitions gives, conflicts included', () => {
  let compared = 0;
  fc.assert(
    fc.property(edits, edits, (one, other) => {
      const files = { base: writeFiles(loanDesk()), ours: {}, theirs: {} };
      const base = readFiles(files.base).definition;
      files.ours = writeFiles(edited(base, 'a', one), files.base);
      files.theirs = writeFiles(edited(base, 'b', other), files.base);
      // As the platform has them when each was pushed to a branch of its own.
      const [ours, theirs] = [files.ours, files.theirs].map((side) => readFiles(side, { previous: base }).definition);
      if (ours === undefined || theirs === undefined) throw new Error('unread');
      const studio = merge(base, ours, theirs);
      const git = mergedByGit(files.base, files.ours, files.theirs);
      const conflictFiles = (list: readonly string[]) => [...new Set(list)].sort();
      const placed = studio.conflicts.map(({ record }) => {
        const holder = [studio.definition, ours, theirs, base].find((definition) => definition.records.has(record));
        const found = holder?.records.get(record);
        return holder === undefined || found === undefined ? record : fileOfRecord(holder, found);
      });
      expect(conflictFiles(git.conflicts)).toEqual(conflictFiles(placed));
      expect(writeFiles(readFiles(git.files, { previous: studio.definition }).definition)).toEqual(writeFiles(studio.definition));
      compared++;
    }),
    { seed: 20_261_129, numRuns: 20 },
  );
  expect(compared).toBe(20);
}, 120_000);

const page = 'pages/loans.yaml';
const base = loanDeskFiles[page] ?? '';

test('F5 both changes come together where lines are the same or beside each other, and comments of ours stay', () => {
  const ours = base.replace('label: Delete', 'label: Remove').replace('icon: coin', 'icon: cash');
  const theirs = base.replace('ui.stat: { label: Total,', 'ui.stat: { label: Sum,').replace('label: Loans', 'label: Lending');
  const merged = mergeFile(page, { base, ours, theirs });
  expect(merged?.conflicts).toEqual([]);
  for (const text of ['label: Remove', 'icon: cash', 'label: Sum', 'label: Lending', '# The desk itself.'])
    expect(merged?.text).toContain(text);
});

test('F5 at a conflict one text has ours and the other theirs, and nothing else differs', () => {
  const merged = mergeFile(page, {
    base,
    ours: base.replace('icon: coin', 'icon: cash').replace('label: Delete', 'label: Remove'),
    theirs: base.replace('icon: coin', 'icon: bank').replace('label: Total', 'label: Sum'),
  });
  expect(merged?.conflicts).toMatchObject([{ record: 'page:loans', path: ['icon'], ours: 'cash', theirs: 'bank' }]);
  expect(merged?.text.replace('icon: cash', 'icon: bank')).toBe(merged?.theirs);
  expect(merged?.text).toContain('label: Sum');
});

test('F5 references to what is in no file stay as they are written; the order of pages is merged too', () => {
  const roles = loanDeskFiles['roles.yaml'] ?? '';
  const theirs = roles.replace('loan: all', 'loan: all\n    invoice: [ read ]').replace('hidden: [ amount ]', 'hidden: [ amount, client ]');
  const merged = mergeFile('roles.yaml', { base: roles, ours: roles.replace('heldBy: members', 'heldBy: anyone'), theirs })?.text;
  for (const text of ['heldBy: anyone', '    loan: all\n', '    invoice: [ read ]\n', 'hidden: [ amount, client ]'])
    expect(merged).toContain(text);
  const app = loanDeskFiles['plinth.yaml'] ?? '';
  const more = app.replace('pages: [ loans, client ]', 'pages: [ loans, report, client ]');
  const renamed = app.replace('label: Loan desk', 'label: Desk');
  expect(mergeFile('plinth.yaml', { base: app, ours: renamed, theirs: more })?.text).toBe(more.replace('label: Loan desk', 'label: Desk'));
});

test('F5 what cannot be read is not merged', () => {
  expect(mergeFile(page, { base, ours: `${base}x: [`, theirs: base })).toBeNull();
  expect(mergeFile(page, { base: '<<<', ours: base, theirs: base })).toBeNull();
});
