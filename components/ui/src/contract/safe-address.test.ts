import { expect, test } from 'vitest';
import { safeLinkAddress, safePictureAddress } from './safe-address.ts';

test.each([
  'javascript:alert(1)',
  'java\tscript:alert(1)',
  ' \u0001javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:x',
  '',
])('%j is no link', (address) => {
  expect(safeLinkAddress(address)).toBeNull();
});

test.each(['https://example.com', 'http://example.com/a?b', 'mailto:a@b.example', 'tel:+420123', '/clients/7', 'clients', '#part'])(
  '%j is a link',
  (address) => {
    expect(safeLinkAddress(address)).toBe(address);
  },
);

test('pictures may not be scripts or documents', () => {
  expect(safePictureAddress('data:image/svg+xml;base64,PHN2Zz4=')).toBeNull();
  expect(safePictureAddress('javascript:alert(1)')).toBeNull();
  expect(safePictureAddress('data:image/png;base64,iVBORw0=')).not.toBeNull();
});
