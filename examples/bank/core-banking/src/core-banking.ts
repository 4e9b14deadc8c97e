import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PlinthError } from '@plinth/foundation';
import { type Account, accountOf, type Holder, recordOf } from './account.ts';
import { type Booking, bookingOf, type Leg, recordOfBooking } from './booking.ts';
import { type Cents, centsOf } from './money.ts';
import { JournalFile, MasterFile } from './record-files.ts';
import { Refusal } from './refusal.ts';

export interface NewAccount {
  readonly number: string;
  readonly currency: string;
  readonly overdraftLimit: string;
  readonly holder: Holder | null;
}

export interface NewBooking {
  readonly reference: string;
  /** Empty for money that comes from outside. */
  readonly debtor: string;
  /** Empty for money that goes outside. */
  readonly creditor: string;
  readonly amount: string;
  readonly purpose: string;
}

/** A booking as one account has it. */
export interface Movement {
  readonly booking: Booking;
  readonly leg: Leg;
  /** The other account; empty where the money came from outside or went there. */
  readonly counterparty: string;
}

export interface MovementPage {
  readonly movements: readonly Movement[];
  /** By what the page after this one is asked for; empty where there is none. */
  readonly next: string;
}

const usualPage = 50;
const largestPage = 500;

/** As many cents as a record holds. */
const largestBalance = 99_999_999_999_99n;

/**
 * Accounts in a file of records and bookings in a journal. A booking is written to the journal first and is then true; accounts that
 * it did not reach are brought up to it when the system starts again. One process at a time has the folder.
 */
export class CoreBanking {
  readonly #master: MasterFile;
  readonly #journal: JournalFile;
  readonly #accounts: Account[] = [];
  /** Places of accounts by number. */
  readonly #places = new Map<string, number>();
  readonly #bookings: Booking[] = [];
  readonly #byReference = new Map<string, Booking>();
  readonly #now: () => Date;

  constructor(folder: string, now: () => Date = () => new Date()) {
    mkdirSync(folder, { recursive: true });
    this.#now = now;
    this.#master = new MasterFile(join(folder, 'ACCOUNTS.BIN'));
    this.#journal = new JournalFile(join(folder, 'BOOKINGS.BIN'));
    for (const record of this.#master.read()) this.#remember(accountOf(record));
    for (const record of this.#journal.read()) this.#take(bookingOf(record));
    this.#master.flush();
  }

  account(number: string): Account {
    const place = this.#places.get(plain(number));
    const account = place === undefined ? undefined : this.#accounts[place];
    if (account === undefined) throw new Refusal('unknown', `There is no account ${number}.`);
    return account;
  }

  /** Accounts by number, from one on. */
  accounts(from = ''): Account[] {
    const least = BigInt(from === '' ? 0 : plain(from));
    return this.#accounts.filter(({ number }) => BigInt(number) >= least).sort((a, b) => Number(BigInt(a.number) - BigInt(b.number)));
  }

  open({ number, currency, overdraftLimit, holder }: NewAccount): Account {
    const plainNumber = plain(number);
    if (this.#places.has(plainNumber)) throw new Refusal('exists', `There is an account ${number}.`);
    if (!/^[A-Z]{3}$/.test(currency)) throw new Refusal('invalid', `"${currency}" is no currency of ISO 4217.`);
    const limit = centsOf(overdraftLimit === '' ? '0' : overdraftLimit);
    if (limit === null || limit < 0n || limit > 999_999_999_99n) throw new Refusal('invalid', `"${overdraftLimit}" is no limit.`);
    if (holder === null) throw new Refusal('invalid', 'An account needs a holder.');
    const account: Account = {
      number: plainNumber,
      status: 'open',
      currency,
      balance: 0n,
      overdraftLimit: limit,
      interestRate: '0',
      openedOn: this.#now().toISOString().slice(0, 10),
      branch: 1,
      lastBooking: 0,
      holder,
    };
    orInvalid(() => this.#master.write(this.#accounts.length, recordOf(account)));
    this.#master.flush();
    this.#remember(account);
    return account;
  }

  /** Books all of it or nothing, and once for each reference. */
  book(asked: NewBooking): Booking {
    const amount = centsOf(asked.amount);
    if (amount === null || amount <= 0n)
      throw new Refusal('invalid', `"${asked.amount}" is no amount: more than 0, with at most two digits after the point.`);
    if (!/^[\x21-\x7e]{1,36}$/.test(asked.reference))
      throw new Refusal('invalid', 'A booking needs a reference of at most 36 signs without spaces.');
    if (asked.purpose.length > 40) throw new Refusal('invalid', 'The purpose is longer than 40 signs.');
    if (asked.debtor === '' && asked.creditor === '')
      throw new Refusal('invalid', 'A booking needs an account that pays or one that receives.');
    const changes = [
      ...(asked.debtor === '' ? [] : [{ account: this.account(asked.debtor), amount: -amount }]),
      ...(asked.creditor === '' ? [] : [{ account: this.account(asked.creditor), amount }]),
    ];
    const known = this.#byReference.get(asked.reference);
    if (known !== undefined) return sameOrRefused(known, changes, asked.purpose);
    const legs = changes.map(({ account, amount: change }) => legOf(account, change));
    const [first, second] = changes;
    if (second !== undefined && first?.account.number === second.account.number)
      throw new Refusal('invalid', 'An account cannot pay itself.');
    if (second !== undefined && first?.account.currency !== second.account.currency)
      throw new Refusal(
        'refused',
        `Account ${first?.account.number} is in ${first?.account.currency}, account ${second.account.number} in ${second.account.currency}.`,
      );
    const bookedAt = new Date(Math.floor(this.#now().getTime() / 1000) * 1000);
    const booking: Booking = {
      number: this.#bookings.length + 1,
      reference: asked.reference,
      bookedAt,
      purpose: asked.purpose.trim(),
      legs,
    };
    orInvalid(() => this.#journal.add(recordOfBooking(booking)));
    this.#take(booking);
    return booking;
  }

  /** Does much with one wait for the disk; nobody may be told of any of it before it is through. */
  atOnce(work: () => void): void {
    const files = [this.#journal, this.#master];
    for (const file of files) file.isHeld = true;
    try {
      work();
    } finally {
      for (const file of files) {
        file.isHeld = false;
        file.flush();
      }
    }
  }

  /** What was booked on an account, the oldest first. */
  bookings(number: string): Booking[] {
    const { number: own } = this.account(number);
    return this.#bookings.filter(({ legs }) => legs.some(({ account }) => account === own));
  }

  /** The statement of an account, the newest first, from what the page before gave. */
  movements(number: string, { size = 0, from = '' }: { readonly size?: number; readonly from?: string } = {}): MovementPage {
    if (!/^\d{0,9}$/.test(from)) throw new Refusal('invalid', `"${from}" leads to no page: give what the page before gave.`);
    if (size < 0) throw new Refusal('invalid', 'A page has at least one movement.');
    const most = Math.min(size === 0 ? usualPage : size, largestPage);
    const { number: own } = this.account(number);
    const older = this.bookings(number).filter((booking) => from === '' || booking.number < Number(from));
    const shown = older.slice(-most).reverse();
    const last = shown.at(-1);
    return {
      movements: shown.flatMap((booking) =>
        booking.legs.flatMap((leg) =>
          leg.account === own ? [{ booking, leg, counterparty: booking.legs.find(({ account }) => account !== own)?.account ?? '' }] : [],
        ),
      ),
      next: older.length > shown.length && last !== undefined ? String(last.number) : '',
    };
  }

  close(): void {
    this.#master.flush();
    this.#master.close();
    this.#journal.close();
  }

  #remember(account: Account): void {
    this.#places.set(account.number, this.#accounts.length);
    this.#accounts.push(account);
  }

  /** Brings the accounts up to a booking that is in the journal. */
  #take(booking: Booking): void {
    this.#bookings.push(booking);
    this.#byReference.set(booking.reference, booking);
    for (const { account: number, balance } of booking.legs) {
      const place = this.#places.get(number);
      const account = place === undefined ? undefined : this.#accounts[place];
      if (place === undefined || account === undefined)
        throw new Error(`Booking ${booking.number} is on account ${number}, which is missing.`);
      if (account.lastBooking >= booking.number) continue;
      const booked = { ...account, balance, lastBooking: booking.number };
      this.#master.write(place, recordOf(booked));
      this.#accounts[place] = booked;
    }
  }
}

/** What records cannot hold, such as a sign that the code page lacks, is the caller's to mend; nothing was written then. */
function orInvalid(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (error instanceof PlinthError && error.fault === 'caller') throw new Refusal('invalid', error.message);
    throw error;
  }
}

/** What a change makes of an account, where it may be made. */
function legOf({ number, status, balance, overdraftLimit }: Account, amount: Cents): Leg {
  if (status !== 'open') throw new Refusal('refused', `Account ${number} is ${status}.`);
  const after = balance + amount;
  if (amount < 0n && after < -overdraftLimit) throw new Refusal('refused', `Account ${number} has not enough money.`);
  if (after > largestBalance) throw new Refusal('refused', `Account ${number} cannot hold as much.`);
  return { account: number, amount, balance: after };
}

function sameOrRefused(
  known: Booking,
  changes: readonly { readonly account: Account; readonly amount: Cents }[],
  purpose: string,
): Booking {
  const isSame =
    known.purpose === purpose.trim() &&
    known.legs.length === changes.length &&
    known.legs.every(({ account, amount }, index) => account === changes[index]?.account.number && amount === changes[index]?.amount);
  if (isSame) return known;
  throw new Refusal('exists', `Reference ${known.reference} belongs to another booking, number ${known.number}.`);
}

/** A number without zeros in front, as records have it. */
function plain(number: string): string {
  if (!/^\d{1,10}$/.test(number)) throw new Refusal('invalid', `"${number}" is no account number: up to ten digits.`);
  return number.replace(/^0+(?=\d)/, '');
}
