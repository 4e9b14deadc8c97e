import { expect, test } from 'vitest';
import { MessageCheck } from './message-check.ts';

function message(type: string, body: string, length = body.length + 4): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(length, 1);
  return Buffer.concat([head, Buffer.from(body, 'latin1')]);
}
const error = message('E', 'SERROR\0C42601\0Mwrong\0\0');

test.each<[string, Buffer, boolean]>([
  ['an error', error, true],
  ['something to be noticed, and more', Buffer.concat([message('N', 'Mx\0\0'), message('Z', 'I'), error, message('1', '')]), true],
  ['an error of nothing', message('E', '\0'), true],
  ['rows, whatever is in them', message('D', '\0\x01\0\0\0\x03abc'), true],
  ['an error whose list does not end', message('E', 'SERROR\0'), false],
  ['an error whose text does not end', message('E', 'SERROR'), false],
  ['an error of less than nothing', message('E', ''), false],
  ['an error that goes on behind its end', message('E', 'Mx\0\0Mx\0\0'), false],
  ['something to be noticed without an end', message('N', 'Mx\0'), false],
  ['a message that is shorter than its length', message('Z', '', 3), false],
  ['a message that is longer than all', message('Z', '', -1), false],
])('%s, in whatever parts it comes', (_, bytes, accepted) => {
  for (const size of [1, 2, 3, 7, bytes.length]) {
    const check = new MessageCheck();
    let all = true;
    for (let at = 0; at < bytes.length && all; at += size) all = check.accepts(bytes.subarray(at, at + size));
    expect([size, all]).toEqual([size, accepted]);
  }
});
