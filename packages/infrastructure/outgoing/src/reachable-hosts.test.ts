import { expect, test } from 'vitest';
import { networkAddress } from './network-address.ts';
import { mayReach, readReachableHosts } from './reachable-hosts.ts';

/** Whether `name` may be reached at `address` and port 5432 by the list. */
function reaches(list: string, name: string, address = name, port = 5432): boolean {
  const { hosts, mistakes } = readReachableHosts(list);
  expect(mistakes).toEqual([]);
  const found = networkAddress(address);
  return found !== null && mayReach(hosts, name, found, port);
}

test('what is not listed is not reached', () => {
  for (const list of ['', ' , ', 'public'])
    for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'])
      expect([list, address, reaches(list, address)]).toEqual([list, address, false]);
  expect(reaches('', '1.1.1.1')).toBe(false);
  expect(reaches('public', '1.1.1.1')).toBe(true);
  expect(reaches('10.0.0.0/8', '1.1.1.1')).toBe(false);
});

test('networks and addresses are reached in every spelling, and only at their port', () => {
  expect(reaches('10.20.0.0/16', '10.20.255.1')).toBe(true);
  expect(reaches('10.20.0.0/16', '10.21.0.1')).toBe(false);
  expect(reaches('10.20.0.0/16', '::ffff:10.20.0.1')).toBe(true);
  expect(reaches('127.0.0.1', '127.0.0.1')).toBe(true);
  expect(reaches('127.0.0.1', '127.0.0.2')).toBe(false);
  expect(reaches('[fd00::7]:5432', 'FD00:0::7')).toBe(true);
  expect(reaches('fd00::7', 'fd00::7')).toBe(true);
  expect(reaches('[fd00::/8]:5432, fe80::/10', 'fdaa::1')).toBe(true);
  expect(reaches('fe80::/10', 'fe80::1%eth0')).toBe(true);
  expect(reaches('10.0.0.7:5433', '10.0.0.7')).toBe(false);
  expect(reaches('10.0.0.7:5433', '10.0.0.7', '10.0.0.7', 5433)).toBe(true);
  expect(reaches('public:5432', '1.1.1.1')).toBe(true);
  expect(reaches('public:5432', '1.1.1.1', '1.1.1.1', 22)).toBe(false);
});

test('a name is reached wherever it leads, but never at the machine itself or the metadata of a cloud', () => {
  const list = 'db.bank.example:5432, localhost';
  expect(reaches(list, 'db.bank.example', '10.0.0.7')).toBe(true);
  expect(reaches(list, 'DB.Bank.Example.', '1.1.1.1')).toBe(true);
  expect(reaches(list, 'other.bank.example', '10.0.0.7')).toBe(false);
  for (const address of ['127.0.0.1', '169.254.169.254', '::1', '0.0.0.0', '::ffff:127.0.0.1']) {
    expect(reaches(list, 'db.bank.example', address)).toBe(false);
    expect(reaches(list, 'localhost', address)).toBe(false);
  }
});

test('what is no place is named', () => {
  const mistakes = [
    '10.0.0.0/33',
    'fd00::/129',
    '10.0.0.0/8/8',
    '10.0.0.256',
    'a b',
    '*.x',
    'x:0',
    'x:70000',
    '[x',
    'http://x',
    '[::1]x',
    '/var/run',
  ];
  expect(readReachableHosts(`public,${mistakes.join(',')}`)).toMatchObject({ hosts: [{ place: 'public' }], mistakes });
});
