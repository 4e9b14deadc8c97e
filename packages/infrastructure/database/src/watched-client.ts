import type { Socket } from 'node:net';
import { setTimeout as rest } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import type { BoundedConnection } from './answer-bounds.ts';
import { MessageCheck } from './message-check.ts';

const farewellMilliseconds = 1000;

/** Methods that `pg` has and its types leave out. */
interface ReadConnection {
  readonly connection: { attachListeners(stream: Socket): void };
}

/** What the driver throws while it reads what came ends the stream, and not the whole process: there nobody would catch it. */
function contain(client: Client): void {
  const { connection } = client as unknown as ReadConnection;
  const attach = connection.attachListeners.bind(connection);
  connection.attachListeners = (stream) => {
    const emit = stream.emit.bind(stream);
    const check = new MessageCheck();
    stream.emit = (name: string, ...values: unknown[]) => {
      try {
        if (name === 'data' && !check.accepts(values[0] as Uint8Array)) throw new Error('it does not speak the protocol of PostgreSQL');
        return emit(name, ...values);
      } catch (error) {
        stream.destroy(error as Error);
        return true;
      }
    };
    attach(stream);
  };
}

/** A client of the driver with the socket below it, encrypted or not, which is ended whatever the other side does. */
export class WatchedClient implements BoundedConnection {
  readonly client: Client;
  #socket: Socket | null = null;

  constructor(config: ClientConfig) {
    const { stream: make } = config;
    if (typeof make !== 'function') {
      this.client = new Client(config);
      return;
    }
    const stream: typeof make = (...given) => {
      const made = make(...given);
      this.#socket = made as Socket;
      return made;
    };
    this.client = new Client({ ...config, stream });
    contain(this.client);
  }

  bytesRead(): number {
    return this.#socket?.bytesRead ?? 0;
  }

  end(): void {
    this.#socket?.destroy();
    this.client.end().catch(() => {});
  }

  /** Says farewell, which need not be answered. */
  async close(): Promise<void> {
    await Promise.race([this.client.end().catch(() => {}), rest(farewellMilliseconds, undefined, { ref: false })]);
    this.#socket?.destroy();
  }
}
