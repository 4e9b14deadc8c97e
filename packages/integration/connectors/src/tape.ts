import type { HttpAnswer, HttpExchange, HttpRequest } from '@plinth/outgoing';
import { withoutSecrets } from './call/redaction.ts';

/** One exchange as it is kept for tests. Headers of the request are not: they hold what one signs in with. */
export interface TapedExchange {
  readonly method: string;
  readonly address: string;
  /** In base64; empty where nothing was sent. */
  readonly body: string;
  readonly answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };
}

const base64 = (bytes: Uint8Array | null) => Buffer.from(bytes ?? []).toString('base64');

/** The same exchange, which also keeps on a tape what was said; texts of secrets are kept nowhere on it. */
export function recording(exchange: HttpExchange, tape: TapedExchange[], secrets: readonly string[]): HttpExchange {
  return async (request) => {
    const answer = await exchange(request);
    tape.push({ ...asked(request, secrets), answer: kept(answer, secrets) });
    return answer;
  };
}

/** An exchange that answers from a tape, each entry once and in its order for the same request; throws where it has none. */
export function replaying(tape: readonly TapedExchange[], secrets: readonly string[] = []): HttpExchange {
  const left = [...tape];
  return async (request) => {
    const { method, address, body } = asked(request, secrets);
    const index = left.findIndex((one) => one.method === method && one.address === address && one.body === body);
    const [found] = index < 0 ? [] : left.splice(index, 1);
    if (found === undefined) throw new Error(`The tape has no ${method} ${address} any more.`);
    const { status, headers, body: told } = found.answer;
    return { status, headers, body: Buffer.from(told, 'base64') };
  };
}

function asked({ method, address, body }: HttpRequest, secrets: readonly string[]): Omit<TapedExchange, 'answer'> {
  return { method, address: String(withoutSecrets(address.href, secrets)), body: base64(cleaned(body ?? Buffer.alloc(0), secrets)) };
}

function kept({ status, headers, body }: HttpAnswer, secrets: readonly string[]): TapedExchange['answer'] {
  const { 'set-cookie': _, ...told } = withoutSecrets(headers, secrets) as Record<string, string>;
  return { status, headers: told, body: base64(cleaned(body, secrets)) };
}

/** Bytes without the texts of secrets; what holds none stays as it is, whatever it is. */
function cleaned(bytes: Uint8Array, secrets: readonly string[]): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const without = String(
    withoutSecrets(
      text,
      secrets.map((secret) => Buffer.from(secret).toString('latin1')),
    ),
  );
  return without === text ? bytes : Buffer.from(without.replaceAll('•••', '***'), 'latin1');
}
