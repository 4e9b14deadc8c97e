import { expect, test } from 'vitest';
import { signedAddress, signedHeaders } from './sign.ts';

// The examples in Amazon's description of Signature Version 4 for S3.
const signer = {
  accessKey: 'AKIAIOSFODNN7EXAMPLE',
  secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  now: Date.UTC(2013, 4, 24),
};
const at = (path: string) => new URL(`https://examplebucket.s3.amazonaws.com/${path}`);
const signature = (headers: Record<string, string>) => headers.authorization?.split('Signature=')[1];

test('requests have the signatures that Amazon says they have', () => {
  expect(signature(signedHeaders({ method: 'GET', address: at('test.txt'), headers: { range: 'bytes=0-9' } }, signer))).toBe(
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  );
  const put = {
    method: 'PUT',
    address: at('test%24file.text'),
    headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
    body: Buffer.from('Welcome to Amazon S3.'),
  };
  expect(signature(signedHeaders(put, signer))).toBe('98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd');
  expect(signature(signedHeaders({ method: 'GET', address: at('?lifecycle=') }, signer))).toBe(
    'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  );
  expect(signature(signedHeaders({ method: 'GET', address: at('?max-keys=2&prefix=J') }, signer))).toBe(
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  );
});

test('so has an address that is signed', () => {
  const address = signedAddress('GET', at('test.txt'), 86_400, signer);
  expect(new URL(address).searchParams.get('X-Amz-Signature')).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
});
