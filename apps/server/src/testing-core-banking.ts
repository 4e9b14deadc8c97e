import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setConnector } from '@plinth/api-contract';
import { examplesFolder } from './examples.ts';
import type { TestPlatform } from './testing.ts';

const folder = join(examplesFolder, 'bank', 'core-banking');
/** The contract of the core-banking system, as a maker has it. */
export const coreBankingProto = join(folder, 'core-banking.proto');

/** The simulated core-banking system in a process of its own, which can be killed and comes back where it was. */
export interface CoreBankingProcess {
  readonly address: string;
  /** Bookings in its journal, each of which is true once it is there. */
  booked(): number;
  /** At once, with nothing to be put in order before. */
  kill(): Promise<void>;
  /** The same records at the same address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startCoreBankingProcess(accounts: number): Promise<CoreBankingProcess> {
  const data = await mkdtemp(join(tmpdir(), 'plinth-core-banking-'));
  let [child, port] = await begin(data, accounts, 0);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('close', done));
    child.kill(signal);
    await gone;
  };
  return {
    address: `http://127.0.0.1:${port}`,
    booked() {
      const journal = readFileSync(join(data, 'BOOKINGS.BIN'));
      let count = 0;
      // Each record begins with its length.
      for (let at = 0; at + 4 <= journal.length; at += journal.readUInt16BE(at)) count += 1;
      return count;
    },
    kill: () => end('SIGKILL'),
    async restart() {
      [child, port] = await begin(data, accounts, port);
    },
    async close() {
      await end('SIGTERM');
      await rm(data, { recursive: true });
    },
  };
}

async function begin(data: string, accounts: number, port: number): Promise<[ChildProcess, number]> {
  const words = [join(folder, 'src', 'main.ts'), '--port', String(port), '--data', data, '--accounts', String(accounts)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const told = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (part) => {
      said += String(part);
      const found = /answers at [\d.]+:(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', (code) => reject(new Error(`The core-banking system ended with ${code}.`)));
  });
  return [child, Number(told)];
}

/** Connects the bank in production to whatever answers at an address. */
export async function connectCoreBankingAt({ client }: TestPlatform, address: string): Promise<void> {
  const place = { tenant: 'main', environment: 'production' };
  await client.call(setConnector, place, {
    connection: 'coreBanking',
    format: 'proto',
    document: await readFile(coreBankingProto, 'utf8'),
    address,
    // Patience and attempts that a test can wait for.
    limits: { milliseconds: 1500, attempts: 1 },
  });
}

/** A system that is there and does what no system should: says nothing, or nonsense. */
export interface BadSystem {
  readonly address: string;
  /** How many connections were made to it. */
  asked(): number;
  close(): Promise<void>;
}

export async function startBadSystem(answer: (socket: Socket) => void): Promise<BadSystem> {
  const sockets = new Set<Socket>();
  let asked = 0;
  const server = createServer((socket) => {
    asked += 1;
    sockets.add(socket);
    // Who is spoken to like this breaks off.
    socket.on('error', () => sockets.delete(socket));
    answer(socket);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
