import { Client, type ClientConfig } from 'pg';
import { quoteIdentifier } from './identifiers.ts';

const retryMilliseconds = 500;

/** Listens on a connection of its own, and opens it again whenever it is lost; `resumed` is called then, for what was missed. */
export async function listenOn(
  config: ClientConfig,
  channel: string,
  handler: (payload: string) => void,
  resumed: () => void = () => undefined,
): Promise<() => Promise<void>> {
  let client: Client | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const next = new Client({ ...config, keepAlive: true });
    const lost = () => {
      if (stopped || client !== next) return;
      client = null;
      retry();
    };
    next.on('error', lost);
    next.on('end', lost);
    next.on('notification', ({ payload }) => handler(payload ?? ''));
    await next.connect();
    await next.query(`listen ${quoteIdentifier(channel)}`);
    client = next;
  }

  function retry(): void {
    timer = setTimeout(() => {
      connect().then(resumed, () => {
        if (!stopped) retry();
      });
    }, retryMilliseconds);
    timer.unref();
  }

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
