import type { ShellField } from '@plinth/api-contract';
import { expect, test } from 'vitest';
import { feelLanguage } from '../feel/feel-language.ts';
import { applicationShell, pagePlan, testPage } from '../testing.ts';

const field = (key: string, type: string, more: Partial<ShellField> = {}): ShellField => ({
  key,
  label: key,
  type,
  required: false,
  readOnly: false,
  ...more,
});

async function defaultsOf(...fields: ShellField[]): Promise<Readonly<Record<string, unknown>>> {
  const entity = { key: 'loan', label: 'Loan', labelPlural: 'Loans', operations: [], relations: [], fields };
  const shell = applicationShell({ entities: [entity] });
  const plan = pagePlan();
  const language = feelLanguage({ plan, entities: shell.entities, contract: () => undefined });
  return (await testPage({ language, shell, plan })).services.defaults('loan');
}

test('defaults are literals and expressions, as the record API would have them', async () => {
  const values = await defaultsOf(
    field('status', 'choice', { default: '"running"' }),
    field('months', 'integer', { default: '12' }),
    field('rate', 'decimal', { default: '0.1234567890123456789' }),
    field('active', 'boolean', { default: 'true' }),
    field('grantedOn', 'date', { default: 'today()' }),
    field('limit', 'money', { default: '{ amount: 100.50, currency: "EUR" }' }),
    field('note', 'text'),
  );
  const { grantedOn, ...others } = values;
  expect(others).toMatchObject({ status: 'running', active: true });
  expect([String(others.months), others.rate]).toEqual(['12', '0.1234567890123456789']);
  expect(others).not.toHaveProperty('note');
  expect(String(grantedOn)).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(JSON.stringify(others.limit)).toContain('EUR');
});

test('a default may speak of who is signed in', async () => {
  expect(await defaultsOf(field('asker', 'text', { default: 'user.name' }))).toEqual({ asker: 'Mara Novak' });
});

test('a default that cannot be computed here is left to the server, the others stand', async () => {
  const values = await defaultsOf(field('broken', 'text', { default: 'no such ((' }), field('status', 'text', { default: '"open"' }));
  expect(values).toEqual({ status: 'open' });
});

test('of an entity that nobody knows there are none', async () => {
  const language = feelLanguage({ plan: pagePlan(), entities: [], contract: () => undefined });
  expect((await testPage({ language })).services.defaults('nothing')).toEqual({});
});
