import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a broker on which answers get lost. */
export interface LosingBroker {
  /** `host:port` to connect to. */
  readonly address: string;
  /** Has the next answers to what is produced lost, with the connections that they would have come over: the broker has kept the messages. */
  loseAnswers(count: number): void;
  /** Answers that were lost so far. */
  readonly lost: number;
  close(): void;
}

/** Numbers of Kafka's protocol for requests: `Produce`. */
const produce = 0;

/** Stands before a broker that says of itself that it is at `host:port`, and says instead that it is here. */
export async function losingBroker(broker: string): Promise<LosingBroker> {
  const [host = '', port = ''] = broker.split(':');
  const sockets = new Set<Socket>();
  let [toLose, lost] = [0, 0];
  const server = createServer((client) => {
    const onward = connect(Number(port), host);
    /** Requests by their number whose answers are to be lost. */
    const doomed = new Set<number>();
    const end = () => {
      client.destroy();
      onward.destroy();
    };
    for (const socket of [client, onward]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.on(
      'data',
      frames((frame) => {
        if (frame.readInt16BE(4) === produce && toLose > 0) {
          toLose--;
          doomed.add(frame.readInt32BE(8));
        }
        onward.write(frame);
      }),
    );
    onward.on(
      'data',
      frames((frame) => {
        if (doomed.delete(frame.readInt32BE(4))) {
          lost++;
          end();
        } else client.write(moved(frame));
      }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = (server.address() as AddressInfo).port;
  const place = Buffer.concat([Buffer.from(host), int32(Number(port))]);
  /** What a broker tells of itself is its host, as a text, and its port behind that. */
  function moved(frame: Buffer): Buffer {
    const copy = Buffer.from(frame);
    for (let at = copy.indexOf(place); at >= 0; at = copy.indexOf(place, at + 1)) int32(here).copy(copy, at + host.length);
    return copy;
  }
  return {
    address: `127.0.0.1:${here}`,
    loseAnswers(count) {
      toLose = count;
    },
    get lost() {
      return lost;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Cuts a stream into what it is made of: four bytes that say how long it is, and what follows. */
function frames(onFrame: (frame: Buffer) => void): (chunk: Buffer) => void {
  let held = Buffer.alloc(0);
  return (chunk) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= 4 + held.readInt32BE(0)) {
      const length = 4 + held.readInt32BE(0);
      onFrame(held.subarray(0, length));
      held = held.subarray(length);
    }
  };
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
