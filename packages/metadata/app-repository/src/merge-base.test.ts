import { expect, test } from 'vitest';
import { type BranchLink, type LogPoint, mergeBase } from './merge-base.ts';

const point = (text: string): LogPoint => {
  const [branch = '', position] = text.split('@');
  return { branch, position: Number(position) };
};
const links = (...texts: string[]): BranchLink[] =>
  texts.map((text) => {
    const [at = '', from = ''] = text.split(' has ');
    return { at: point(at), from: point(from) };
  });
const base = (known: BranchLink[], ours: string, theirs: string) => {
  const found = mergeBase(known, point(ours), point(theirs));
  return found === null ? null : `${found.branch}@${found.position}`;
};

test('a branch and where it began', () => {
  const known = links('draft@0 has main@5');
  expect(base(known, 'main@8', 'draft@3')).toBe('main@5');
  expect(base(known, 'draft@3', 'main@8')).toBe('main@5');
});

test('two branches of one', () => {
  expect(base(links('one@0 has main@5', 'two@0 has main@7'), 'one@2', 'two@2')).toBe('main@5');
});

test('what was merged is common from then on, in both directions', () => {
  const known = links('draft@0 has main@5', 'main@9 has draft@3');
  expect(base(known, 'main@12', 'draft@6')).toBe('draft@3');
  expect(base(known, 'draft@6', 'main@12')).toBe('draft@3');
  expect(base(known, 'main@8', 'draft@6')).toBe('main@5');
  expect(base([...known, ...links('draft@7 has main@12')], 'main@13', 'draft@9')).toBe('main@12');
});

test('a branch of a branch, over one that both have', () => {
  const known = links('draft@0 has main@5', 'inner@0 has draft@4');
  expect(base(known, 'main@9', 'inner@2')).toBe('main@5');
  expect(base([...known, ...links('main@10 has inner@2')], 'draft@6', 'main@11')).toBe('draft@4');
});

test('where they are merged into each other at once, either point will do and the choice is the same each time', () => {
  const known = links('draft@0 has main@5', 'main@7 has draft@1', 'draft@2 has main@6');
  expect(base(known, 'main@8', 'draft@3')).toBe('draft@1');
});

test('nothing in common', () => {
  expect(base([], 'one@3', 'two@3')).toBeNull();
});
