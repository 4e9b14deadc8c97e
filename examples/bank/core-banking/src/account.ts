import type { RecordValue } from '@plinth/copybook';
import { amountText, type Cents, centsOf } from './money.ts';

export type Holder =
  | { readonly kind: 'person'; readonly firstName: string; readonly lastName: string }
  | { readonly kind: 'company'; readonly name: string; readonly registerNumber: string };

export interface Account {
  readonly number: string;
  readonly status: 'open' | 'blocked' | 'closed';
  readonly currency: string;
  readonly balance: Cents;
  readonly overdraftLimit: Cents;
  /** Percent a year. */
  readonly interestRate: string;
  /** YYYY-MM-DD. */
  readonly openedOn: string;
  readonly branch: number;
  /** The booking that was the last to change the balance. */
  readonly lastBooking: number;
  readonly holder: Holder;
}

const statuses = { O: 'open', B: 'blocked', C: 'closed' } as const;

/** An account as its record says. */
export function accountOf(record: RecordValue): Account {
  const text = (name: string) => String(record[name] ?? '');
  const part = (group: string, name: string) => String((record[group] as RecordValue | undefined)?.[name] ?? '');
  const status = text('ACCOUNT-STATUS');
  return {
    number: text('ACCOUNT-NO'),
    status: status === 'O' || status === 'B' || status === 'C' ? statuses[status] : 'blocked',
    currency: text('CURRENCY'),
    balance: centsOf(text('BALANCE')) ?? 0n,
    overdraftLimit: centsOf(text('OVERDRAFT-LIMIT')) ?? 0n,
    interestRate: text('INTEREST-RATE'),
    openedOn: text('OPENED-ON').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'),
    branch: Number(text('BRANCH')),
    lastBooking: Number(text('LAST-BOOKING')),
    holder:
      text('HOLDER-KIND') === 'C'
        ? { kind: 'company', name: part('COMPANY', 'COMPANY-NAME'), registerNumber: part('COMPANY', 'REGISTER-NO') }
        : { kind: 'person', firstName: part('PERSON', 'FIRST-NAME'), lastName: part('PERSON', 'LAST-NAME') },
  };
}

/** The record of an account. */
export function recordOf({ holder, ...account }: Account): RecordValue {
  return {
    'ACCOUNT-NO': account.number,
    'ACCOUNT-STATUS': account.status.charAt(0).toUpperCase(),
    CURRENCY: account.currency,
    BALANCE: amountText(account.balance),
    'OVERDRAFT-LIMIT': amountText(account.overdraftLimit),
    'INTEREST-RATE': account.interestRate,
    'OPENED-ON': account.openedOn.replaceAll('-', ''),
    BRANCH: account.branch,
    'LAST-BOOKING': account.lastBooking,
    'HOLDER-KIND': holder.kind === 'person' ? 'P' : 'C',
    ...(holder.kind === 'person'
      ? { PERSON: { 'FIRST-NAME': holder.firstName, 'LAST-NAME': holder.lastName } }
      : { COMPANY: { 'COMPANY-NAME': holder.name, 'REGISTER-NO': holder.registerNumber } }),
  };
}
