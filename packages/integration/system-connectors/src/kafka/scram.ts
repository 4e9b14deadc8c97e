import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { NoKafka } from './kafka-fields.ts';

/** More rounds than any broker asks for would only keep us busy; fewer make a password easy to guess from what is said (RFC 7677, section 4). */
const rounds = { least: 4096, most: 1_000_000 };
const derive = promisify(pbkdf2);

/** Says something to the broker and gives its answer. */
type Say = (message: Buffer) => Promise<Buffer>;

/** Signs in by SCRAM (RFC 5802, without channel binding) and has the broker prove that it knows the password as well. Throws {@link NoKafka}. */
export async function signInByScram(
  hash: 'sha256' | 'sha512',
  { login, password }: { login: string; password: string },
  say: Say,
): Promise<void> {
  const nonce = randomBytes(24).toString('base64');
  const name = login.replaceAll('=', '=3D').replaceAll(',', '=2C');
  const first = `n=${name},r=${nonce}`;
  const challenge = (await say(Buffer.from(`n,,${first}`))).toString();
  const said = attributesOf(challenge);
  const [common = '', salt = '', count = ''] = [said.get('r'), said.get('s'), said.get('i')];
  const iterations = Number(count);
  if (!common.startsWith(nonce) || common === nonce || salt === '') throw new NoKafka('it does not sign in as SCRAM says');
  if (!(Number.isInteger(iterations) && iterations >= rounds.least && iterations <= rounds.most))
    throw new NoKafka(`it asks for ${count.slice(0, 20)} rounds of SCRAM`);
  const salted = await derive(password.normalize('NFKC'), Buffer.from(salt, 'base64'), iterations, hash === 'sha256' ? 32 : 64, hash);
  const keyed = (key: Uint8Array, text: string) => createHmac(hash, key).update(text).digest();
  const clientKey = keyed(salted, 'Client Key');
  const last = `c=biws,r=${common}`;
  const signed = `${first},${challenge},${last}`;
  const signature = keyed(createHash(hash).update(clientKey).digest(), signed);
  const proof = clientKey.map((byte, at) => byte ^ (signature[at] ?? 0));
  const answer = attributesOf((await say(Buffer.from(`${last},p=${Buffer.from(proof).toString('base64')}`))).toString());
  const expected = keyed(keyed(salted, 'Server Key'), signed);
  const shown = Buffer.from(answer.get('v') ?? '', 'base64');
  if (shown.byteLength !== expected.byteLength || !timingSafeEqual(shown, expected))
    throw new NoKafka('it does not know the password, and so is not the broker that is meant');
}

function attributesOf(message: string): ReadonlyMap<string, string> {
  return new Map(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]));
}
