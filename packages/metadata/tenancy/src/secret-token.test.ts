import { describe, expect, it } from 'vitest';
import { digestOfToken, newToken, tenantOfToken } from './secret-token.ts';

describe('secret tokens', () => {
  it('name their kind and tenant', () => {
    const token = newToken('token', 'big-bank');
    expect(token).toMatch(/^plt_big-bank_[A-Za-z0-9_-]{43}$/);
    expect(tenantOfToken('token', token)).toBe('big-bank');
    expect(tenantOfToken('session', token)).toBeNull();
  });

  it('are never the same', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newToken('session', 'acme'))).size).toBe(1000);
  });

  it.each([
    '',
    'plt',
    'plt_acme',
    'plt_acme_short',
    'plt__',
    `plt__${'a'.repeat(43)}`,
    `plt_${'a'.repeat(39)}`,
    `plt-acme_${'a'.repeat(43)}`,
    `xxx_acme_${'a'.repeat(43)}`,
    `plt_acme_${'a'.repeat(44)}`,
    `plt_acme_${'a'.repeat(42)}`,
  ])('refuses %j', (text) => {
    expect(tenantOfToken('token', text)).toBeNull();
  });

  it('are stored as SHA-256', () => {
    expect(digestOfToken('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
