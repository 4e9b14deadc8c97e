import { expect, test } from 'vitest';
import { bodyBytes } from './body-bytes.ts';

test('parts of a form have the media types that are said, and others those of what they are', () => {
  const partTypes = { meta: 'application/vnd.meta+json', pic: 'image/png', code: 'application/json' };
  const body = { mediaType: 'multipart/form-data', form: 'multipart', required: true, deep: [], partTypes } as const;
  const value = { meta: { a: 1 }, pic: 'iVBORw==', code: 'text', note: 'Größe', more: [1], file: 'YQ==' };
  const { bytes, mediaType } = bodyBytes(body, value, new Set(['pic', 'file']));
  const boundary = mediaType.replace('multipart/form-data; boundary=', '');
  const parts = Buffer.from(bytes).toString('latin1').split(`--${boundary}`);
  const part = (name: string) => parts.find((each) => each.includes(`name="${name}"`));
  expect(part('meta')).toContain('content-type: application/vnd.meta+json\r\n\r\n{"a":1}\r\n');
  expect(part('pic')).toContain('filename="pic"\r\ncontent-type: image/png\r\n\r\n\x89PNG\r\n');
  // A text that is JSON has its quotes.
  expect(part('code')).toContain('content-type: application/json\r\n\r\n"text"\r\n');
  expect(part('note')).toContain('content-type: text/plain; charset=utf-8');
  expect(part('more')).toContain('content-type: application/json\r\n\r\n[1]');
  expect(part('file')).toContain('content-type: application/octet-stream\r\n\r\na\r\n');
});
