import { describe, expect, it } from 'vitest';
import { createPasswordHasher } from './password-hasher.ts';

const quick = { memoryKibibytes: 64, passes: 1 };

describe('password hasher', () => {
  it('uses argon2id with at least what OWASP asks for', async () => {
    expect(await createPasswordHasher().hash('correct horse')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('matches only the password hashed', async () => {
    const hasher = createPasswordHasher(quick);
    const stored = await hasher.hash('correct horse');
    expect(await hasher.matches('correct horse', stored)).toBe(true);
    expect(await hasher.matches('Correct horse', stored)).toBe(false);
    expect(await hasher.matches('nobody knows this one', null)).toBe(false);
  });

  it('salts', async () => {
    const hasher = createPasswordHasher(quick);
    expect(await hasher.hash('correct horse')).not.toBe(await hasher.hash('correct horse'));
  });

  it('takes composed and decomposed letters as the same', async () => {
    const hasher = createPasswordHasher(quick);
    expect(await hasher.matches('Zu\u0308rich-am-See', await hasher.hash('Z\u00fcrich-am-See'))).toBe(true);
  });

  it('refuses when too many wait, and works again afterwards', async () => {
    const hasher = createPasswordHasher({ ...quick, concurrency: 1, longestQueue: 2 });
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => hasher.hash('correct horse')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(3);
    expect(refused[0]?.reason).toMatchObject({ code: 'tenancy.too-many-sign-ins', status: 503 });
    await expect(hasher.hash('correct horse')).resolves.toContain('argon2id');
  });

  it('leaves the event loop free', async () => {
    const hasher = createPasswordHasher();
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await Promise.all([hasher.hash('a'), hasher.hash('b'), hasher.hash('c')]);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});
