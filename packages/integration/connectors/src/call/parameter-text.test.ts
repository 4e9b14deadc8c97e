import { expect, test } from 'vitest';
import type { HttpParameter } from '../binding.ts';
import { queryPairs, withQueryPair } from './parameter-text.ts';

const color: HttpParameter = { property: 'color', name: 'color', in: 'query', style: 'form', explode: false, reserved: false };

test('reserved characters stay where a document says so, and what is encoded already; a lone % is encoded', () => {
  const reserved = { ...color, reserved: true };
  expect(queryPairs(reserved, "a/b?c:d@e!$'()*,;")).toEqual(["color=a/b?c:d@e!$'()*,;"]);
  expect(queryPairs(reserved, 'e%20f%zz 5%')).toEqual(['color=e%20f%25zz%205%25']);
  expect(queryPairs(reserved, 'a#b')).toEqual(['color=a%23b']);
  expect(queryPairs(color, 'a/b%20')).toEqual(['color=a%2Fb%2520']);
});

test('a key in the query leaves the other parameters as they are written', () => {
  const query = queryPairs(color, ['a,b', 'c d']).join('&');
  expect(query).toBe('color=a%2Cb,c%20d');
  expect(withQueryPair(query, 'key', 'K 1+&')).toBe('color=a%2Cb,c%20d&key=K%201%2B%26');
  expect(withQueryPair('key=old&a%5Bb%5D=1&k%65y=older', 'key', 'new')).toBe('a%5Bb%5D=1&key=new');
  expect(withQueryPair('', 'a[b]', '')).toBe('a%5Bb%5D=');
});
