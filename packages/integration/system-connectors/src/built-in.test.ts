import { peerAt, unknownParameters } from '@plinth/connectors';
import { describe, expect, test } from 'vitest';
import { systemFormats } from './index.ts';

/** An address of a form, its parts in braces filled in. */
const filled = (address: string) => address.replaceAll(/\{[^{}]+\}/g, 'one.example');

describe.each(Object.keys(systemFormats))('%s', (format) => {
  const made = async () => (await systemFormats[format]?.())?.('').connector ?? expect.unreachable();

  test('says of every parameter of its addresses what it decides', async () => {
    const { parameters, servers } = await made();
    expect(parameters).toBeDefined();
    for (const { address } of servers) expect(unknownParameters({ parameters }, filled(address))).toEqual([]);
    const shown = servers.flatMap(({ address }) => [...new URL(filled(address)).searchParams.keys()]);
    expect(new Set(shown)).toEqual(new Set(Object.keys(parameters ?? {})));
  });

  test('has another peer at another host, port, protocol and with each parameter that decides it', async () => {
    const { parameters = {}, servers } = await made();
    for (const { address } of servers) {
      const before = filled(address);
      const peer = peerAt({ parameters }, before);
      const [protocol = '', rest = ''] = before.split('://');
      const others = [
        before.replace('one.example', 'two.example'),
        before.replace(/one\.example(:\d+)?/, 'one.example:1234'),
        `${protocol === 'http' ? 'https' : protocol === 'https' ? 'http' : `${protocol}s`}://${rest}`,
        ...Object.entries(parameters).flatMap(([name, decides]) => {
          if (decides === 'request') return [];
          const [at, queries = ''] = before.split('?');
          const without = queries.split('&').filter((each) => !each.startsWith(`${name}=`));
          return [[...without, `${name}=other`], [...without, `${name}=`], without, [queries, `${name}=one.example`]].map((each) =>
            each.length === 0 ? at : `${at}?${each.join('&')}`,
          );
        }),
      ];
      for (const other of others) expect([other, peerAt({ parameters }, other ?? '')]).not.toEqual([other, peer]);
      expect(peerAt({ parameters }, before.replace(/(:\/\/[^/?]+)[^?]*/, '$1/another-folder'))).toBe(peer);
    }
  });
});

test('a parameter that nobody speaks of decides who the peer is', () => {
  expect(peerAt({}, 'x://a?b=1')).not.toBe(peerAt({}, 'x://a'));
  expect(peerAt({ parameters: { b: 'request' } }, 'x://a?b=1')).toBe(peerAt({}, 'x://a'));
  expect(peerAt({ parameters: { b: 'request' } }, 'x://a?toString=1')).not.toBe(peerAt({}, 'x://a'));
  expect(unknownParameters({ parameters: {} }, 'x://a?constructor=1')).toEqual(['constructor']);
});
