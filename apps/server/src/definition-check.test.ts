import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DefinitionFiles, type FileProblem, readFiles } from '@plinth/app-definition';
import { knownComponents, meaningCheck } from '@plinth/app-host';
import { uiManifests } from '@plinth/ui-components/manifests';
import { describe, expect, test } from 'vitest';

const ports = {
  componentIds: new Set(uiManifests.map(({ id }) => id)),
  checkMeaning: meaningCheck(knownComponents(uiManifests)),
};

function filesOf(example: string): DefinitionFiles {
  const root = join(import.meta.dirname, '../../../examples', example);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}

const bank = filesOf('bank');
const problemsOf = (files: DefinitionFiles) => readFiles(files, ports).problems;

test.each(['bank', 'leave-request', 'seven-guis', 'todomvc'])('nothing is wrong with the example %s', (example) => {
  expect(problemsOf(filesOf(example))).toEqual([]);
});

test('what is changed at once must be a list of records, and be given fields that they have', () => {
  const todos = filesOf('todomvc');
  const page = todos['pages/todos.yaml'] ?? '';
  const wrong = (right: string, mistake: string) => {
    expect(page).toContain(right);
    return problemsOf({ ...todos, 'pages/todos.yaml': page.replace(right, mistake) }).map(({ message }) => message);
  };
  expect(wrong('records: = completed.rows', 'records: = completed.count')).toEqual(['gives number where list<any> belongs']);
  expect(wrong('values: { completed: = event.value }', 'values: { complete: = event.value }')).toEqual([
    'todo has no field complete to write',
  ]);
  expect(wrong('entity: todo, records:', 'entity: tood, records:')).toEqual([expect.stringContaining('tood')]);
});

/** A mistake planted in a file of the bank, and what is said of it: message, hint, and the line it stands on. */
type Planted = readonly [what: string, file: string, right: string, wrong: string, message: string, hint: string | undefined];

const planted: readonly Planted[] = [
  ['a misspelt field in a computed value', 'entities/loan.yaml', 'string(number)', 'string(nubmer)', 'nubmer', 'Did you mean number?'],
  ['an unknown function in a default', 'entities/loan.yaml', 'default: today()', 'default: todai()', 'todai', 'Did you mean today?'],
  ['a default of the wrong type', 'entities/loan.yaml', 'default: today()', 'default: "1"', 'number', 'Expected: date.'],
  [
    'a rule that is no condition',
    'entities/loan.yaml',
    'rule: payment <= amount',
    'rule: payment + amount',
    'boolean',
    'Expected: boolean.',
  ],
  ['syntax', 'entities/loan.yaml', 'rule: payment <= amount', 'rule: payment <= ', 'line 1, column', undefined],
  ['a title of nothing', 'entities/loan.yaml', 'title: displayName', 'title: displyName', 'displyName', 'Did you mean displayName?'],
  [
    'a title that SQL cannot write',
    'entities/loan.yaml',
    'title: displayName',
    'title: string(for x in [1, 2] return x)',
    'cannot be computed by the database',
    undefined,
  ],
  [
    'a row that offers an action that is not there, on its own line of a block',
    'pages/loanDesk.yaml',
    'else if row.status = "runningInDebt" then [ "edit", "settle" ]',
    'else if row.status = "runningInDebt" then [ "edit", "setle" ]',
    'there is no setle to offer',
    'Did you mean settle?',
  ],
  [
    'a misspelt field, on its own line of a block',
    'pages/loanDesk.yaml',
    'else if row.status = "running" then [ "edit", "decision", "settle", "debt" ]',
    'else if row.staus = "running" then [ "edit", "decision", "settle", "debt" ]',
    'staus',
    'Did you mean status?',
  ],
  [
    'what an action gives',
    'pages/loanDesk.yaml',
    '- { do: notify, message: Loan saved., tone: success }',
    '- { do: createRecord, entity: loan, values: {}, then: [{ do: notify, message: "{{ result.amuont }}" }] }',
    'amuont',
    'Did you mean amount?',
  ],
  [
    'what a query gives',
    'pages/loanDesk.yaml',
    '- { do: notify, message: Loan saved., tone: success }',
    '- { do: runQuery, query: loans, then: [{ do: notify, message: "= string(result.cuont)" }] }',
    'cuont',
    'Did you mean count?',
  ],
  ['what a dialog was not opened with', 'pages/loanDesk.yaml', 'editLoan.with.loan', 'editLoan.with.laon', 'laon', 'Did you mean loan?'],
  ['a row rule over nothing', 'roles.yaml', 'rowRule: status in', 'rowRule: state in', 'state', undefined],
  [
    'a permission test that the roles do not keep',
    'permission-tests.yaml',
    'refused: [delete]\n  locked: [amount]',
    'refused: [update]\n  locked: [amount]',
    'Collections sees a loan that is owed: update is allowed',
    'By collections where status in ("finishedUnpaid", "runningInDebt").',
  ],
  [
    'a filter over nothing',
    'pages/loanDesk.yaml',
    'filter: status = "runningInDebt"',
    'filter: statsu = "runningInDebt"',
    'statsu',
    'Did you mean status?',
  ],
  [
    'a filter by a state that is not',
    'pages/loanDesk.yaml',
    'or status = state.status',
    'or status = state.staus',
    'staus',
    'Did you mean status?',
  ],
  ['a sort by nothing', 'pages/loanDesk.yaml', 'sort: [-grantedOn, number]', 'sort: [-granted, number]', 'granted', undefined],
  [
    'an expand of nothing',
    'pages/loanDesk.yaml',
    'expand: [account, account.district]',
    'expand: [account, acount.district]',
    'acount',
    undefined,
  ],
  ['a measure of nothing', 'pages/loanDesk.yaml', 'monthly: sum payment', 'monthly: sum paymnet', 'paymnet', undefined],
  ['a group by nothing', 'pages/loanDesk.yaml', 'groupBy: { status: status }', 'groupBy: { status: stats }', 'stats', undefined],
  ['a property that the component has not', 'pages/loanDesk.yaml', 'text: New loan', 'label: New loan', '"label"', undefined],
  ['a misspelt property', 'pages/loanDesk.yaml', 'variant: primary', 'varaint: primary', '"varaint"', 'Did you mean "variant"?'],
  ['a value that is none of the choices', 'pages/loanDesk.yaml', 'variant: primary', 'variant: huge', 'Must be one of', undefined],
  ['a value of the wrong type', 'pages/loanDesk.yaml', 'minimumWidth: 160', 'minimumWidth: wide', 'number', undefined],
  [
    'an unknown part of a column',
    'pages/loanDesk.yaml',
    '{ field: duration, label: Months }',
    '{ field: duration, lable: Months }',
    '"lable"',
    'Did you mean "label"?',
  ],
  [
    'a column of nothing',
    'pages/loanDesk.yaml',
    '- { field: grantedOn }',
    '- { field: granted }',
    'the rows of loans have no granted',
    undefined,
  ],
  [
    'a column of a reference’s nothing',
    'pages/loanDesk.yaml',
    'account.district.name',
    'account.district.nmae',
    'account.district.nmae',
    'Did you mean account.district.name?',
  ],
  [
    'a column that the query does not bring along',
    'pages/client.yaml',
    '{ field: account.displayName, label: Account }\n                          - { field: grantedOn }',
    '{ field: account.district.name }\n                          - { field: grantedOn }',
    'loans does not bring along account.district',
    'Add account.district to expand of the query.',
  ],
  [
    'a column that no group has',
    'pages/loanDesk.yaml',
    '- { field: loans, label: Loans }',
    '- { field: loens, label: Loans }',
    'the rows of byStatus have no loens',
    'Did you mean loans?',
  ],
  [
    'a form field of nothing',
    'pages/loanDesk.yaml',
    'fields: [number, account,',
    'fields: [number, acount,',
    'loan has no field acount',
    'Did you mean account?',
  ],
  [
    'a query that the page has not',
    'pages/loanDesk.yaml',
    'query: byStatus',
    'query: byStats',
    'the page has no query byStats',
    'Did you mean byStatus?',
  ],
  [
    'an entity that is not',
    'pages/loanDesk.yaml',
    'label: New loan\n                  entity: loan',
    'label: New loan\n                  entity: laon',
    'there is no entity laon',
    'Did you mean loan?',
  ],
  [
    'a page that is not',
    'pages/dashboard.yaml',
    'icon: users, page: clients,',
    'icon: users, page: clienst,',
    'there is no page clienst',
    undefined,
  ],
  [
    'a binding to nothing',
    'pages/client.yaml',
    'value: = count(dispositions.rows)',
    'value: = count(disposition.rows)',
    'disposition',
    'Did you mean dispositions?',
  ],
  [
    'a binding to no field of a row',
    'pages/client.yaml',
    '= client.first.displayName',
    '= client.first.dispalyName',
    'dispalyName',
    'Did you mean displayName?',
  ],
  [
    'a template with a mistake',
    'pages/client.yaml',
    '{{ client.first.district.name }}',
    '{{ client.first.district.nam }}',
    'nam',
    'Did you mean name?',
  ],
  [
    'a binding of the wrong type',
    'pages/client.yaml',
    'disabled: = client.first = null',
    'disabled: = client.first.number',
    'gives number where boolean belongs',
    undefined,
  ],
  [
    'a condition of visibility that is none',
    'pages/loanDesk.yaml',
    'visible: list contains(user.roles, "loanOfficer")',
    'visible: list contains(user.role, "loanOfficer")',
    'role',
    'Did you mean roles?',
  ],
  [
    'a mistake in what is said of each row',
    'pages/loanDesk.yaml',
    '= if not(list contains(user.roles, "loanOfficer")',
    '= if row.statsu = "running" and not(list contains(user.roles, "loanOfficer")',
    'statsu',
    'Did you mean status?',
  ],
  ['a row where there is none', 'pages/client.yaml', 'value: = client.first.number', 'value: = row.number', 'row', undefined],
  ['an event that the component has not', 'pages/loanDesk.yaml', 'rowClick:', 'rowClik:', 'no event rowClik', 'Did you mean rowClick?'],
  [
    'an event’s payload misread',
    'pages/loanDesk.yaml',
    'condition: event.action = "edit"',
    'condition: event.acton = "edit"',
    'acton',
    'Did you mean action?',
  ],
  ['a row of an event misread', 'pages/loanDesk.yaml', 'id: = event.row.id', 'id: = event.row.idd', 'idd', undefined],
  [
    'a value for no field',
    'pages/loanDesk.yaml',
    'values: { status: finishedPaid }',
    'values: { stauts: finishedPaid }',
    'loan has no field stauts to write',
    'Did you mean status?',
  ],
  [
    'a value that a choice has not',
    'pages/loanDesk.yaml',
    'values: { status: finishedPaid }',
    'values: { status: finished }',
    'must be one of',
    undefined,
  ],
  [
    'a value computed from nothing',
    'pages/loanDesk.yaml',
    'version: = event.row.version',
    'version: = event.row.versoin',
    'versoin',
    'Did you mean version?',
  ],
  [
    'a page opened without what its address needs',
    'pages/clients.yaml',
    'parameters: { id: = event.row.id }',
    'parameters: { idd: = event.row.id }',
    'page client has no parameter idd',
    'Did you mean id?',
  ],
  ['a slot that the component has not', 'pages/loanDesk.yaml', 'toolbar:', 'toolbr:', 'no slot toolbr', 'Did you mean toolbar?'],
  ['an import of no field', 'imports/clients.yaml', 'sex: if', 'sx: if', 'client has no field sx', 'Did you mean sex?'],
  ['an import of a computed field', 'imports/clients.yaml', 'sex: if', 'displayName: if', 'displayName cannot be filled', undefined],
  [
    'a look-up by nothing',
    'imports/clients.yaml',
    'lookups: { district: number }',
    'lookups: { district: numbr }',
    'district has no field numbr',
    'Did you mean number?',
  ],
  [
    'a look-up of what is no reference',
    'imports/clients.yaml',
    'lookups: { district: number }',
    'lookups: { district: number, sex: number }',
    'sex is no reference',
    undefined,
  ],
  ['a match by what is not filled', 'imports/clients.yaml', 'matchBy: [number]', 'matchBy: [name]', 'name is not filled', undefined],
  ['a type that is none', 'pages/loanDesk.yaml', 'status: string', 'status: strng', 'strng', undefined],
  [
    'a sum of texts',
    'pages/loanDesk.yaml',
    'monthly: sum payment',
    'monthly: sum status',
    'status',
    'Only numbers and amounts are added up.',
  ],
  [
    'a state set to another type',
    'pages/loanDesk.yaml',
    '{ do: setState, values: { status: = event.row.status } }',
    '{ do: setState, values: { status: = 5 = 5 } }',
    'gives boolean where string belongs',
    undefined,
  ],
  [
    'a state set to another literal',
    'pages/loanDesk.yaml',
    '{ do: setState, values: { status: = event.row.status } }',
    '{ do: setState, values: { status: true } }',
    'is no string',
    undefined,
  ],
  [
    'a state that begins with another type',
    'pages/loanDesk.yaml',
    '  status: string\n',
    '  status: { type: string, initial: 5 }\n',
    'is no string',
    undefined,
  ],
  [
    'a version that is no number',
    'pages/loanDesk.yaml',
    'version: = event.row.version',
    'version: = event.row.displayName',
    'gives string where number belongs',
    undefined,
  ],
  [
    'a field written with another type',
    'pages/loanDesk.yaml',
    'values: { status: finishedPaid }',
    'values: { duration: = "long" }',
    'gives string where number belongs',
    undefined,
  ],
  [
    'an unknown function in an import',
    'imports/clients.yaml',
    'district: number(district_id)',
    'district: nubmer(district_id)',
    'nubmer',
    'Did you mean number?',
  ],
  [
    'a part of a column that gives another type',
    'pages/loanDesk.yaml',
    '- { field: payment }',
    '- { field: payment, width: = running.first.loans > 1 }',
    'gives boolean where number belongs',
    undefined,
  ],
  [
    'a part of a series that gives another type',
    'pages/loanDesk.yaml',
    '- { field: loans, label: Loans }',
    '- { field: loans, label: "= [ 5 ]" }',
    'gives list<number> where string belongs',
    undefined,
  ],
  [
    'a form for what is no record',
    'pages/loanDesk.yaml',
    'record: = editLoan.with.loan',
    'record: = 5',
    'gives number where object belongs',
    undefined,
  ],
  [
    'a chart by a field that the rows have not',
    'pages/loanDesk.yaml',
    'category: status',
    'category: stats',
    'the rows of byStatus have no field stats',
    'Did you mean status?',
  ],
  [
    'a form that asks twice',
    'pages/loanDesk.yaml',
    'fields: [status, grantedOn,',
    'fields: [status, grantedOn, status,',
    'status is there twice',
    undefined,
  ],
  [
    'closing what does not open',
    'pages/loanDesk.yaml',
    '{ do: close, component: editLoan }',
    '{ do: close, component: loanTable }',
    'loanTable is a ui.table, which does not close',
    undefined,
  ],
  ['an order of pages with one that is not', 'plinth.yaml', 'pages: [', 'pages: [clinet, ', 'there is no page clinet', undefined],
];

describe('mistakes are found where they stand', () => {
  test.each(planted)('%s', (_what, file, right, wrong, message, hint) => {
    const text = bank[file] ?? '';
    expect(text).toContain(right);
    const at = text.indexOf(right);
    const problems = problemsOf({ ...bank, [file]: text.slice(0, at) + wrong + text.slice(at + right.length) });
    const found = problems.filter((problem) => problem.file === file && problem.message.includes(message));
    expect(found, JSON.stringify(problems, null, 1)).not.toEqual([]);
    const [first] = found as [FileProblem];
    if (hint !== undefined) expect(found.map((problem) => problem.hint)).toContain(hint);
    const line = text.slice(0, at).split('\n').length;
    expect(Math.abs(first.line - line)).toBeLessThanOrEqual(wrong.split('\n').length);
  });

  test('a mistake in a block is told at its own line and column', () => {
    const file = 'pages/loanDesk.yaml';
    const text = bank[file] ?? '';
    const wrong = text.replace('else if row.status = "runningInDebt" then [ "edit", "settle" ]', 'else if row.staus = "x" then [ "edit" ]');
    const lines = wrong.split('\n');
    const line = lines.findIndex((each) => each.includes('row.staus'));
    expect(problemsOf({ ...bank, [file]: wrong })).toMatchObject([
      { file, line: line + 1, column: (lines[line] ?? '').indexOf('staus') + 1 },
    ]);
    const first = text.replace('= if not(list contains(user.roles', '= if not(list contains(usr.roles');
    const [problem] = problemsOf({ ...bank, [file]: first });
    const at = first.split('\n').findIndex((each) => each.includes('usr.roles'));
    expect(problem).toMatchObject({ line: at + 1, column: (first.split('\n')[at] ?? '').indexOf('usr') + 1 });
  });

  test('a search where nothing is searched', () => {
    const district = (bank['entities/district.yaml'] ?? '').replace('search: [name, region]\n', '');
    expect(problemsOf({ ...bank, 'entities/district.yaml': district })).toMatchObject([
      {
        file: 'pages/districts.yaml',
        message: 'district has no searched fields',
        hint: 'Name the fields to search in the entity district: search.',
      },
    ]);
  });

  test('computed fields in a circle', () => {
    const loan = (bank['entities/loan.yaml'] ?? '')
      .replace('string(number)', 'copy')
      .replace('fields:\n', 'fields:\n  copy: { type: text, computed: displayName }\n');
    const problems = problemsOf({ ...bank, 'entities/loan.yaml': loan });
    expect(problems.map(({ rule, message }) => [rule, message])).toEqual([
      ['cycle', 'field copy is computed from itself'],
      ['cycle', 'field displayName is computed from itself'],
    ]);
  });
});
