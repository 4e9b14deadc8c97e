import type { Client, SessionInfo } from '@plinth/api-contract';
import { PlinthError } from '@plinth/foundation';
import { expect, test } from 'vitest';
import { type NameStore, whoWorks } from './who-works.ts';

const ada: SessionInfo = {
  tenant: { key: 'main', name: 'Main' },
  environments: [],
  member: { id: 'ada', name: 'Ada', email: 'ada@plinth.example', tenantRoles: ['maker'], groups: [], platformAdministrator: false },
  applicationRoles: {},
  scopes: null,
};
const answering = (answer: SessionInfo | Error): Client =>
  ({ call: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)) }) as unknown as Client;
const error = (cause: 'caller' | 'outside') =>
  new PlinthError('test.error', { status: cause === 'caller' ? 403 : 503, cause, message: 'No.', hint: '' }, {});
const away = error('outside');

function store(): NameStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

test('who was signed in goes on without a network, in their own tenant only', async () => {
  const own = store();
  expect(await whoWorks(answering(ada), 'main', undefined, own)).toEqual(ada);
  expect(await whoWorks(answering(away), 'main', undefined, own)).toEqual(ada);
  await expect(whoWorks(answering(away), 'other', undefined, own)).rejects.toBe(away);
});

test('who signed out is forgotten, and a refusal is never answered from memory', async () => {
  const own = store();
  await whoWorks(answering(ada), 'main', undefined, own);
  const refused = error('caller');
  await expect(whoWorks(answering(refused), 'main', undefined, own)).rejects.toBe(refused);
  await whoWorks(answering({ ...ada, member: null }), 'main', undefined, own);
  await expect(whoWorks(answering(away), 'main', undefined, own)).rejects.toBe(away);
});

test('what cannot be read, kept or had is as nothing', async () => {
  const own = store();
  for (const text of ['', '{', '[]', '{"member":null}', '{"member":{},"tenant":{}}']) {
    own.setItem('plinth-studio-session/main', text);
    await expect(whoWorks(answering(away), 'main', undefined, own)).rejects.toBe(away);
  }
  const full: NameStore = {
    ...own,
    setItem() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  expect(await whoWorks(answering(ada), 'main', undefined, full)).toEqual(ada);
  await expect(whoWorks(answering(away), 'main', undefined, null)).rejects.toBe(away);
});
