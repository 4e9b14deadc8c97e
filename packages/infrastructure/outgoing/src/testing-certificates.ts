import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate with its key, both in PEM. */
export interface TestCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Makes certificates for tests (X.509 v3, P-256), all of one authority that nobody else trusts. */
export class TestAuthority {
  readonly authority: string;
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  #serial = 1;

  constructor() {
    this.authority = pem(
      'CERTIFICATE',
      this.#certificate('Test authority', this.#keys.publicKey, [extension('551d13', sequence(Buffer.from([1, 1, 0xff])))]),
    );
  }

  /** One for a name; a server that is reached by 127.0.0.1 or localhost, or a client. */
  certificate(name: string): TestCertificate {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const names = sequence(tagged(0x87, Buffer.from([127, 0, 0, 1])), tagged(0x82, Buffer.from('localhost')));
    return {
      certificate: pem('CERTIFICATE', this.#certificate(name, publicKey, [extension('551d11', names)])),
      key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
  }

  #certificate(name: string, key: KeyObject, extensions: readonly Buffer[]): Buffer {
    const algorithm = sequence(oid('2a8648ce3d040302'));
    const day = (at: number) =>
      tagged(0x17, Buffer.from(`${new Date(Date.now() + at * 86_400_000).toISOString().replaceAll(/\D/g, '').slice(2, 14)}Z`));
    const body = sequence(
      tagged(0xa0, tagged(0x02, Buffer.from([2]))),
      tagged(0x02, Buffer.from([this.#serial++])),
      algorithm,
      named('Test authority'),
      sequence(day(-1), day(2)),
      named(name),
      key.export({ type: 'spki', format: 'der' }),
      tagged(0xa3, sequence(...extensions)),
    );
    const signature = sign('sha256', body, this.#keys.privateKey);
    return sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  }
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

function named(name: string): Buffer {
  return sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(name)))));
}

function extension(id: string, content: Buffer): Buffer {
  return sequence(oid(id), tagged(0x04, content));
}

function pem(what: string, bytes: Buffer): string {
  return `-----BEGIN ${what}-----\n${bytes
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END ${what}-----\n`;
}
