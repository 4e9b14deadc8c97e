import { PlinthError } from '@plinth/foundation';
import { expect, test } from 'vitest';
import { readConfiguration } from './configuration.ts';

test('without any variable everything has its default', () => {
  expect(readConfiguration({ PATH: '/bin' })).toMatchObject({ PLINTH_HOST: '127.0.0.1', PLINTH_PORT: 4400, PLINTH_EXAMPLES: true });
});

test('every mistake is named at once, and none of the values', () => {
  const environment = {
    PLINTH_PORT: 'eighty',
    PLINTH_PROT: '80',
    DATABASE_URL: 'mysql://me:secret@db',
    PLINTH_ADMINISTRATOR_EMAIL: 'a@b.example',
  };
  let thrown: unknown;
  try {
    readConfiguration(environment);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(PlinthError);
  const violations = (thrown as PlinthError).details.violations ?? [];
  expect(violations.map(({ path }) => path).sort()).toEqual([
    '/DATABASE_URL',
    '/PLINTH_ADMINISTRATOR_EMAIL',
    '/PLINTH_PORT',
    '/PLINTH_PROT',
  ]);
  expect(violations.find(({ path }) => path === '/PLINTH_PROT')?.hint).toBe('Did you mean PLINTH_PORT?');
  expect(JSON.stringify(violations)).not.toContain('secret');
});

test('metrics never share the port that people reach', () => {
  expect(() => readConfiguration({ PLINTH_PORT: '4500', PLINTH_METRICS_PORT: '4500' })).toThrow('configuration');
  expect(readConfiguration({ PLINTH_PORT: '0', PLINTH_METRICS_PORT: '0' })).toMatchObject({ PLINTH_METRICS_PORT: 0 });
});

test('where connections may lead is a list of places', () => {
  expect(readConfiguration({}).PLINTH_OUTGOING_HOSTS).toBe('public');
  expect(() => readConfiguration({ PLINTH_OUTGOING_HOSTS: 'public, 10.0.0.0/8:5432, [::1], db.bank.example' })).not.toThrow();
  expect(() => readConfiguration({ PLINTH_OUTGOING_HOSTS: 'public, 10.0.0.0/33' })).toThrow('configuration');
});

test('texts become numbers and truth values', () => {
  expect(readConfiguration({ PLINTH_PORT: '0', PLINTH_EXAMPLES: 'false' })).toMatchObject({ PLINTH_PORT: 0, PLINTH_EXAMPLES: false });
});
