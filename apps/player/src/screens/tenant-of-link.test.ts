import { expect, test } from 'vitest';
import { tenantOfLink } from './tenant-of-link.ts';

test('the tenant is known whatever the secret is made of', () => {
  expect(tenantOfLink('pli_main_VqYd0kT5')).toBe('main');
  expect(tenantOfLink('pli_main_Vq_d0-kT5')).toBe('main');
  expect(tenantOfLink('pli_north-bank__Vq_d0kT_')).toBe('north-bank');
});

test('what is no link names no tenant', () => {
  for (const text of ['', 'pli_main', 'main', '_main_x', 'pli__x']) expect(tenantOfLink(text)).toBe('');
});
