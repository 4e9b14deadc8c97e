import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  type handleBidiStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServiceClientConstructor,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { Account, Holder } from './account.ts';
import type { Booking } from './booking.ts';
import type { CoreBanking, Movement } from './core-banking.ts';
import { amountText } from './money.ts';
import { reflectionOf, serviceIn } from './reflection.ts';
import { Refusal, type RefusalKind } from './refusal.ts';

/** The contract, for whoever wants to speak to it. */
export const protoFile: string = join(import.meta.dirname, '..', 'core-banking.proto');

/** What the service is called. */
export const serviceName = 'plinth.bank.v1.CoreBanking';

export interface ServeOptions {
  /** A free port where it is 0. */
  readonly port: number;
  readonly host: string;
  /** Milliseconds that an answer takes longer, as on a line to another town. */
  readonly delay?: number;
  /** Each so many calls one is answered with UNAVAILABLE, and nothing is done; never where it is 0. */
  readonly failEvery?: number;
}

export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Milliseconds for calls that are being answered when the server stops. */
const mostPatience = 2000;

const statuses: Readonly<Record<RefusalKind, status>> = {
  invalid: status.INVALID_ARGUMENT,
  unknown: status.NOT_FOUND,
  exists: status.ALREADY_EXISTS,
  refused: status.FAILED_PRECONDITION,
  unavailable: status.UNAVAILABLE,
};

interface Request {
  readonly [field: string]: unknown;
}

/** Reads the contract as gRPC's library wants it. */
export function serviceClient(): ServiceClientConstructor {
  return serviceIn(protoFile, serviceName);
}

/** Answers gRPC calls until it is stopped. */
export async function serve(bank: CoreBanking, { port, host, delay = 0, failEvery = 0 }: ServeOptions): Promise<RunningServer> {
  const server = new Server();
  server.addService(serviceClient().service, handlers(bank, delay, failEvery));
  const reflection = reflectionOf(serviceName, protoFile);
  server.addService(reflection.service, reflection.implementation);
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error, given) =>
      error === null ? resolve(given) : reject(error),
    );
  });
  return {
    port: bound,
    async stop() {
      const ended = new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
      // Who does not read to the end shall not keep it alive.
      await Promise.race([ended, setTimeout(mostPatience)]);
      server.forceShutdown();
    },
  };
}

function handlers(bank: CoreBanking, delay: number, failEvery: number): UntypedServiceImplementation {
  let calls = 0;
  const wait = async () => {
    const call = ++calls;
    await setTimeout(delay);
    if (failEvery > 0 && call % failEvery === 0) throw new Refusal('unavailable', 'The core-banking system is not there now.');
  };
  const text = (request: Request, field: string) => String(request[field] ?? '');
  const unary =
    (answer: (request: Request) => unknown): handleUnaryCall<Request, unknown> =>
    (call, done) => {
      wait()
        .then(() => done(null, answer(call.request)))
        .catch((error: unknown) => done(asStatus(error)));
    };
  const stream =
    (answers: (request: Request) => readonly unknown[]): handleServerStreamingCall<Request, unknown> =>
    (call) => {
      const send = async () => {
        await wait();
        for (const answer of answers(call.request)) {
          if (call.cancelled) return;
          if (!call.write(answer)) await Promise.race([once(call, 'drain'), once(call, 'cancelled')]);
        }
        call.end();
      };
      send().catch((error: unknown) => call.emit('error', asStatus(error)));
    };
  const each =
    (answer: (request: Request) => unknown): handleBidiStreamingCall<Request, unknown> =>
    (call) => {
      const talk = async () => {
        // A booking that is refused ends the call with a status, for which it must still be there.
        for await (const request of call.iterator({ destroyOnReturn: false }) as AsyncIterable<Request>) {
          await wait();
          call.write(answer(request));
        }
        call.end();
      };
      talk().catch((error: unknown) => call.emit('error', asStatus(error)));
    };
  const book = (request: Request) =>
    bookingMessage(
      bank.book({
        reference: text(request, 'reference'),
        debtor: text(request, 'debtor'),
        creditor: text(request, 'creditor'),
        amount: text(request, 'amount'),
        purpose: text(request, 'purpose'),
      }),
    );
  return {
    getAccount: unary((request) => accountMessage(bank.account(text(request, 'account')))),
    listAccounts: stream((request) => {
      const accounts = bank.accounts(text(request, 'from'));
      const limit = Number(request.limit ?? 0);
      return (limit > 0 ? accounts.slice(0, limit) : accounts).map(accountMessage);
    }),
    openAccount: unary((request) =>
      accountMessage(
        bank.open({
          number: text(request, 'account'),
          currency: text(request, 'currency'),
          overdraftLimit: text(request, 'overdraftLimit'),
          holder: holderOf(request),
        }),
      ),
    ),
    book: unary(book),
    bookEach: each(book),
    listBookings: stream((request) => bank.bookings(text(request, 'account')).map(bookingMessage)),
    listMovements: unary((request) => {
      const page = { size: Number(request.pageSize ?? 0), from: text(request, 'pageToken') };
      const { movements, next } = bank.movements(text(request, 'account'), page);
      return { movements: movements.map(movementMessage), nextPageToken: next };
    }),
  };
}

function holderOf({ person, company }: Request): Holder | null {
  if (typeof person === 'object' && person !== null) {
    const { firstName = '', lastName = '' } = person as { readonly firstName?: string; readonly lastName?: string };
    return { kind: 'person', firstName, lastName };
  }
  if (typeof company !== 'object' || company === null) return null;
  const { name = '', registerNumber = '' } = company as { readonly name?: string; readonly registerNumber?: string };
  return { kind: 'company', name, registerNumber };
}

function accountMessage({ number, status: state, balance, overdraftLimit, holder, ...rest }: Account): unknown {
  const { currency, interestRate, openedOn, branch } = rest;
  return {
    account: number,
    status: `ACCOUNT_STATUS_${state.toUpperCase()}`,
    currency,
    balance: amountText(balance),
    overdraftLimit: amountText(overdraftLimit),
    interestRate,
    openedOn,
    branch,
    ...(holder.kind === 'person'
      ? { person: { firstName: holder.firstName, lastName: holder.lastName } }
      : { company: { name: holder.name, registerNumber: holder.registerNumber } }),
  };
}

function movementMessage({ booking, leg, counterparty }: Movement): unknown {
  const { number, reference, bookedAt, purpose } = bookingMessage(booking);
  const { amount, balance } = leg;
  return { number, reference, bookedAt, purpose, amount: amountText(amount), balance: amountText(balance), counterparty };
}

function bookingMessage({ number, reference, bookedAt, purpose, legs }: Booking) {
  return {
    number,
    reference,
    bookedAt: bookedAt.toISOString().replace('.000', ''),
    purpose,
    legs: legs.map(({ account, amount, balance }) => ({ account, amount: amountText(amount), balance: amountText(balance) })),
  };
}

/** What nobody foresaw is told without its insides. */
function asStatus(error: unknown): Error & { readonly code: status } {
  if (error instanceof Refusal) return Object.assign(new Error(error.message), { code: statuses[error.kind] });
  console.error(error);
  return Object.assign(new Error('The core-banking system failed.'), { code: status.INTERNAL });
}
