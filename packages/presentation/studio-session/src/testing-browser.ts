import { type Client, createClient } from '@plinth/api-contract';
import { openSession, type SessionOptions, type SessionTarget } from './open-session.ts';
import type { StudioSession } from './session.ts';
import { memoryClaims, memorySiblings, memoryStorage } from './testing-storage.ts';

/** Opens a WebSocket of an API path with the headers that prove who it is, as programs do that are no browsers. */
export function socketTo(address: string, headers: Readonly<Record<string, string>>): (path: string) => WebSocket {
  return (path) => new WebSocket(address.replace(/^http/, 'ws') + path, { headers } as never);
}

/** One browser of one person: its network can be cut, its windows closed, crashed and opened again. */
export interface TestBrowser {
  readonly storage: ReturnType<typeof memoryStorage>;
  open(target: SessionTarget, former?: string): Promise<StudioSession>;
  /** Cuts every connection, and lets none be made until it is mended. */
  cut(): void;
  mend(): void;
  /** Another address or token from now on. */
  use(at: { readonly address: string; readonly token: string }): void;
  /** Opens with something else. */
  readonly options: { -readonly [Name in keyof SessionOptions]: SessionOptions[Name] };
}

export function testBrowser(first: { readonly address: string; readonly token: string }): TestBrowser {
  let at = first;
  let away = false;
  const sockets = new Set<WebSocket>();
  const storage = memoryStorage();
  const claims = memoryClaims();
  const siblings = memorySiblings();
  const client = (): Client => {
    const call =
      (method: 'call' | 'fetch') =>
      (...rest: unknown[]) => {
        const { address, token } = at;
        const through = createClient({ address, fetch: reach, headers: { authorization: `Bearer ${token}` } });
        return (through[method] as (...given: unknown[]) => unknown)(...rest);
      };
    return { call: call('call'), fetch: call('fetch') } as Client;
  };
  const reach: typeof fetch = (...request) => (away ? Promise.reject(new TypeError('no network')) : fetch(...request));
  const options: TestBrowser['options'] = {};
  return {
    storage,
    options,
    open: (target, former) =>
      openSession(client(), target, {
        storage,
        siblings,
        claims: claims.window(former ?? null),
        openSocket(path) {
          const address = away ? 'http://127.0.0.1:1' : at.address;
          const socket = socketTo(address, { authorization: `Bearer ${at.token}` })(path);
          sockets.add(socket);
          return socket;
        },
        ...options,
      }),
    cut() {
      away = true;
      for (const socket of sockets) socket.close();
      sockets.clear();
    },
    mend() {
      away = false;
    },
    use(next) {
      at = next;
    },
  };
}
