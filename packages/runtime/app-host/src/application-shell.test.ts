import type { ShellEntity, TenantTheme } from '@plinth/api-contract';
import { type DefinitionFiles, readFiles } from '@plinth/app-definition';
import { systemActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { deriveModel, permissionsFor } from '@plinth/record-store';
import { expect, test } from 'vitest';
import { planApplication } from './application-plan.ts';
import { applicationShell } from './application-shell.ts';

const files: DefinitionFiles = {
  'plinth.yaml': 'format: 1\nkey: desk\ntype: application\nlabel: Desk\npages: [ home ]\n',
  'pages/home.yaml': 'label: Home\ncomponents:\n  - ui.page: { title: Home }\n',
  'entities/person.yaml': 'label: Person\nfields:\n  name: text\n',
  'entities/secret.yaml': 'label: Secret\nfields:\n  name: text\n',
  'entities/case.yaml': `label: Case
fields:
  status: { type: text, default: '"open"' }
  opened: { type: date, default: today() }
  asker: { type: text, default: user.name }
  copy: { type: text, default: status }
  sum: { type: integer, computed: 1 + 1 }
  hidden: { type: text, default: '"hush"' }
  plain: text
  closedBy: text
relations:
  helpers: { target: person }
  watchers: { label: Who watches, target: person }
  secrets: { target: secret }
  unseen: { target: person }
`,
  'roles.yaml': `clerk:
  permissions:
    person: [ read ]
    case: { operations: [ read, create ], hidden: [ hidden, unseen ], locked: [ closedBy, watchers ] }
closer:
  permissions:
    case: { operations: [ update ], hidden: [ hidden, unseen ], locked: [ status, helpers ] }
`,
};

function shellAs(
  roles: readonly string[],
  { more = {}, tenantTheme = null }: { more?: Record<string, string>; tenantTheme?: TenantTheme | null } = {},
) {
  const { definition, problems } = readFiles({ ...files, ...more });
  expect(problems).toEqual([]);
  const model = deriveModel(definition, { environmentId: 'env1' });
  const plan = planApplication({ key: 'desk', version: '1.0.0', signature: 's', definition, components: {} }, model);
  const context = testContext({
    environment: { id: 'env1', key: 'test' },
    actor: { ...systemActor, kind: 'member', id: 'ada', tenantRoles: ['member'], applicationRoles: { 'desk@test': roles } },
  });
  return applicationShell(context, plan, permissionsFor(context, model), { locale: undefined, tenantTheme });
}

function caseAs(...roles: string[]): ShellEntity {
  const found = shellAs(roles).entities.find(({ key }) => key === 'case');
  if (found === undefined) throw new Error('The case is not shown.');
  return found;
}

test('a field brings its default where that is known before there is a record', () => {
  const defaults = Object.fromEntries(caseAs('clerk').fields.map((field) => [field.key, field.default ?? null]));
  expect(defaults).toEqual({
    status: '"open"',
    opened: 'today()',
    asker: 'user.name',
    copy: null,
    sum: null,
    plain: null,
    closedBy: null,
  });
});

test('a field that may be written in one of the two writes says in which it is locked', () => {
  const of = (...roles: string[]) =>
    Object.fromEntries(caseAs(...roles).fields.map(({ key, readOnly, lockedOn }) => [key, lockedOn ?? readOnly]));
  expect(of('clerk')).toMatchObject({ status: 'update', closedBy: true, plain: 'update', sum: true });
  expect(of('clerk', 'closer')).toMatchObject({ status: 'update', closedBy: 'create', plain: false, sum: true });
});

test('relations many to many are there where their records and they themselves may be seen', () => {
  expect(caseAs('clerk', 'closer').relations).toEqual([
    { key: 'helpers', label: 'Helpers', target: 'person', readOnly: false, lockedOn: 'update' },
    { key: 'watchers', label: 'Who watches', target: 'person', readOnly: false, lockedOn: 'create' },
  ]);
});

test('an application without a theme of its own wears that of the tenant', () => {
  const tenantTheme = { light: { accent: '#123456' }, dark: {}, density: 'compact' } as const;
  const own = {
    'plinth.yaml': `${files['plinth.yaml']}theme: mine\n`,
    'themes/mine.yaml': "label: Mine\nlight: { accent: '#abcdef' }\n",
  };
  expect(shellAs(['clerk']).theme).toEqual({ light: {}, dark: {} });
  expect(shellAs(['clerk'], { tenantTheme }).theme).toEqual(tenantTheme);
  expect(shellAs(['clerk'], { tenantTheme, more: own }).theme).toEqual({ light: { accent: '#abcdef' }, dark: {} });
});
