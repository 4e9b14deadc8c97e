import { expect, test } from 'vitest';
import { readConfiguration } from './configuration.ts';

const of = (settings: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [`PLINTH_KAFKA_${name}`, value]));
const file = { CERTIFICATE: '/c.pem' };

test.each<[Readonly<Record<string, string>>, readonly string[]]>([
  [{ TLS: 'true', CA: '/ca.pem', USER: 'plinth', PASSWORD: 'p', MECHANISM: 'PLAIN' }, []],
  [{ USER: 'plinth', PASSWORD: 'p' }, []],
  [{ USER: 'plinth', PASSWORD: 'p', MECHANISM: 'PLAIN' }, ['MECHANISM would send the password for everybody on the way to read']],
  [{ USER: 'plinth' }, ['PASSWORD is missing']],
  [{ PASSWORD: 'secret words' }, ['USER is missing']],
  [{ CA: '/ca.pem' }, ['CA is of no use without TLS']],
  [{ TLS: 'true', ...file }, ['KEY is missing']],
])('%j', (settings, told) => {
  let violations: readonly { readonly path: string; readonly message: string }[] = [];
  try {
    readConfiguration(of(settings));
  } catch (error) {
    ({ violations } = (error as { details: { violations: typeof violations } }).details);
    expect(JSON.stringify(error)).not.toContain('secret words');
  }
  expect(violations.map(({ path, message }) => `${path.replace('/PLINTH_KAFKA_', '')} ${message}`)).toEqual(told);
});
