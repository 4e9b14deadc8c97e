import type { RecordValue } from '@plinth/copybook';
import { amountText, type Cents, centsOf } from './money.ts';

export interface Leg {
  readonly account: string;
  readonly amount: Cents;
  /** Of the account after the booking. */
  readonly balance: Cents;
}

export interface Booking {
  readonly number: number;
  readonly reference: string;
  readonly bookedAt: Date;
  readonly purpose: string;
  readonly legs: readonly Leg[];
}

/** A booking as its record says. */
export function bookingOf(record: RecordValue): Booking {
  const text = (name: string, from = record) => String(from[name] ?? '');
  const legs = (record.LEGS ?? []) as RecordValue[];
  return {
    number: Number(text('BOOKING-NO')),
    reference: text('REFERENCE'),
    bookedAt: new Date(text('BOOKED-AT').replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z')),
    purpose: text('PURPOSE'),
    legs: legs.map((leg) => ({
      account: text('LEG-ACCOUNT', leg),
      amount: centsOf(text('LEG-AMOUNT', leg)) ?? 0n,
      balance: centsOf(text('LEG-BALANCE', leg)) ?? 0n,
    })),
  };
}

/** The record of a booking. */
export function recordOfBooking({ number, reference, bookedAt, purpose, legs }: Booking): RecordValue {
  return {
    'BOOKING-NO': number,
    'BOOKED-AT': bookedAt.toISOString().replace(/\D/g, '').slice(0, 14),
    REFERENCE: reference,
    PURPOSE: purpose,
    LEGS: legs.map((leg) => ({ 'LEG-ACCOUNT': leg.account, 'LEG-AMOUNT': amountText(leg.amount), 'LEG-BALANCE': amountText(leg.balance) })),
  };
}
