import { createClient } from '@plinth/api-contract';
import { appId, appOf } from '@plinth/app-definition';
import { openSession, type SessionTarget, type StudioSession } from '@plinth/studio-session';

let session: StudioSession;
let echo: WebSocket;
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
  edits: (rounds: number, name: string) =>
    timed(
      rounds,
      name,
      write,
      (expected) =>
        new Promise((resolve) => {
          const stop = session.store.subscribe(() => {
            if (description() !== expected) return;
            stop();
            resolve();
          });
        }),
    ),
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
