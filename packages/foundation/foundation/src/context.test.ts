import { expect, test } from 'vitest';
import { anonymousActor, rolesInApplication } from './index.ts';
import { testContext } from './testing.ts';

const actor = { ...anonymousActor, applicationRoles: { 'bank@production': ['clerk'], 'bank@test': ['tester'] } };

test('roles are those of the application in the context’s environment', () => {
  expect(rolesInApplication(testContext({ actor, environment: { id: '1', key: 'production' } }), 'bank')).toEqual(['clerk']);
  expect(rolesInApplication(testContext({ actor, environment: { id: '1', key: 'production' } }), 'leave')).toEqual([]);
});

test('without an environment there are none', () => {
  expect(rolesInApplication(testContext({ actor }), 'bank')).toEqual([]);
});
