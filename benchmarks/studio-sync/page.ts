import { createClient } from '@plinth/api-contract';
import { appId, appOf } from '@plinth/app-definition';
import { openSession, type SessionTarget, type StudioSession } from '@plinth/studio-session';

let session: StudioSession;
let echo: WebSocket;
/** When this page last sent to the platform and last heard from it. */
const wire = { sent: 0, heard: 0 };

/** Where the time of an edit went that this page made, in milliseconds. */
export interface EditParts {
  /** From the edit until it was handed to the network. */
  readonly out: number;
  /** From its answer's arrival at this page until it was noticed. */
  readonly in: number;
  /** From the edit until its author was told that it is in the log. */
  readonly committed: number;
}
const parts: EditParts[] = [];

function timedSocket(path: string): WebSocket {
  const socket = new WebSocket(new URL(path, location.href.replace(/^http/, 'ws')));
  socket.addEventListener('message', () => {
    wire.heard = performance.now();
  });
  const send = socket.send.bind(socket);
  socket.send = (data) => {
    wire.sent = performance.now();
    send(data);
  };
  return socket;
}

/** Far enough from one edit to the next that each is sent by itself. */
const pause = 60;
const description = () => appOf(session.store.definition)?.description ?? '';

function write(value: string): void {
  session.store.dispatch({ type: 'RECORD_UPDATE', payload: { id: appId, path: ['description'], value } }, 'Describe');
}

async function timed(
  rounds: number,
  name: string,
  send: (text: string) => void,
  heard: (expected: string) => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const answered = heard(`pong ${name} ${round}`);
    const began = performance.now();
    send(`ping ${name} ${round}`);
    await answered;
    times.push((performance.now() - began) / 2);
  }
  return times;
}

/** Half of the way there and back, so that no two clocks are compared. */
const measured = {
  async open(target: SessionTarget): Promise<void> {
    session = await openSession(
      createClient({ address: '', fetch: (...request) => fetch(...request), headers: { 'x-plinth-csrf': '1' } }),
      target,
      { openSocket: timedSocket },
    );
    while (session.connection.value !== 'online') await new Promise((resolve) => setTimeout(resolve, 10));
  },
  async openEcho(address: string): Promise<void> {
    echo = new WebSocket(address);
    await new Promise((resolve, reject) => {
      echo.onopen = resolve;
      echo.onerror = reject;
    });
  },
  answer(): void {
    session.store.subscribe(() => {
      const text = description();
      if (text.startsWith('ping')) write(text.replace('ping', 'pong'));
    });
    echo.onmessage = ({ data }) => {
      if (String(data).startsWith('ping')) echo.send(String(data).replace('ping', 'pong'));
    };
  },
  async edits(rounds: number, name: string): Promise<{ readonly times: number[]; readonly parts: readonly EditParts[] }> {
    parts.length = 0;
    const times = await timed(rounds, name, write, async (expected) => {
      const began = performance.now();
      let noticed = { out: 0, in: 0 };
      let committed = 0;
      await new Promise<void>((resolve) => {
        const stop = session.store.subscribe(() => {
          const now = performance.now();
          if (committed === 0 && session.store.replica.pending.length === 0) committed = now - began;
          if (description() !== expected) return;
          stop();
          noticed = { out: wire.sent - began, in: now - wire.heard };
          resolve();
        });
      });
      const done = session.store.subscribe(() => {
        if (committed === 0 && session.store.replica.pending.length === 0) committed = performance.now() - began;
        if (committed === 0) return;
        done();
        parts.push({ ...noticed, committed });
      });
      if (committed > 0) {
        done();
        parts.push({ ...noticed, committed });
      }
    });
    return { times, parts: [...parts] };
  },
  echoes: (rounds: number, name: string) =>
    timed(
      rounds,
      name,
      (text) => echo.send(text),
      (expected) =>
        new Promise((resolve) => {
          echo.onmessage = ({ data }) => {
            if (data === expected) resolve();
          };
        }),
    ),
};
export type Measured = typeof measured;
Object.assign(globalThis, { measured });
