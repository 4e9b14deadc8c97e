import { expect, test } from 'vitest';
import { type AddressKind, kindOfAddress, networkAddress } from './network-address.ts';

const kind = (text: string): AddressKind | null => {
  const address = networkAddress(text);
  return address === null ? null : kindOfAddress(address);
};

test.each([
  [
    'public',
    ['1.1.1.1', '9.255.255.255', '11.0.0.0', '172.15.255.255', '172.32.0.0', '223.255.255.255', '2606:4700::1111', '::ffff:1.1.1.1'],
  ],
  [
    'private',
    ['10.0.0.0', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fc00::1', 'fdff::1', '::ffff:10.0.0.1', '::ffff:a00:1'],
  ],
  [
    'special',
    ['127.0.0.1', '127.255.255.254', '0.0.0.0', '::', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::FFFF:7f00:1', '::127.0.0.1'],
  ],
  [
    'special',
    ['169.254.169.254', '::ffff:a9fe:a9fe', 'fe80::1', 'fe80::1%eth0', 'fe80::1%25', '168.63.129.16', '100.100.100.200', '192.0.0.192'],
  ],
  ['special', ['224.0.0.1', '255.255.255.255', 'ff02::1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', 'fec0::1', '4000::1']],
  [null, ['', 'localhost', '127.1', '0177.0.0.1', '2130706433', '0x7f.0.0.1', '1.1.1.1.1', '[::1]', '1.1.1.1:80', '１.1.1.1']],
] as const)('%s: %j', (expected, texts) => {
  for (const text of texts) expect([text, kind(text)]).toEqual([text, expected]);
});
