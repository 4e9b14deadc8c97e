import { districts, familyNames, femaleNames, maleNames } from './names.ts';
import { createRandom, type Random } from './random.ts';

/** The files of a small bank, by name, in the form in which a real bank exported its own: `;` between columns, dates as YYMMDD. */
export type BankFiles = Readonly<
  Record<'district.asc' | 'client.asc' | 'account.asc' | 'disp.asc' | 'order.asc' | 'loan.asc' | 'card.asc', string>
>;

export interface BankSize {
  readonly clients: number;
}

/**
 * Makes a bank whose files refer to each other correctly. The same seed and size give the same bytes.
 * About nine in ten clients own an account, one in six owners has a loan, one in five a card.
 */
export function bankFiles(seed: number, size: BankSize = { clients: 420 }): BankFiles {
  const random = createRandom(seed);
  const districtRows = makeDistricts(random);
  const bank: Rows = { client: [], account: [], disp: [], order: [], loan: [], card: [] };
  for (let number = 1; number <= size.clients; number++) {
    const district = random.integer(1, districtRows.length);
    bank.client.push(makeClient(random, number, district));
    if (random.next() < 0.88) addAccount(random, bank, number, district);
    else addDisponent(random, bank, number);
  }
  const file = (header: readonly string[], rows: readonly Row[]) =>
    [header, ...rows]
      .map((row) => row.map(cell).join(';'))
      .join('\r\n')
      .concat('\r\n');
  return {
    'district.asc': file(
      Array.from({ length: 16 }, (_, index) => `A${index + 1}`),
      districtRows,
    ),
    'client.asc': file(['client_id', 'birth_number', 'district_id', 'name'], bank.client),
    'account.asc': file(['account_id', 'district_id', 'frequency', 'date'], bank.account),
    'disp.asc': file(['disp_id', 'client_id', 'account_id', 'type'], bank.disp),
    'order.asc': file(['order_id', 'account_id', 'bank_to', 'account_to', 'amount', 'k_symbol'], bank.order),
    'loan.asc': file(['loan_id', 'account_id', 'date', 'amount', 'duration', 'payments', 'status'], bank.loan),
    'card.asc': file(['card_id', 'disp_id', 'type', 'issued'], bank.card),
  };
}

type Row = readonly (string | number)[];
type Rows = Record<'client' | 'account' | 'disp' | 'order' | 'loan' | 'card', Row[]>;

function cell(value: string | number): string {
  return typeof value === 'number' || /^\d+\.\d+$/.test(value) ? String(value) : `"${value.replaceAll('"', '""')}"`;
}

function makeDistricts(random: Random): Row[] {
  const rows: Row[] = [];
  for (const [region, names] of Object.entries(districts)) {
    for (const name of names) {
      const inhabitants = region === 'Capital' ? random.integer(700_000, 900_000) : random.integer(40_000, 230_000);
      rows.push([
        rows.length + 1,
        name,
        region,
        inhabitants,
        random.integer(0, 150),
        random.integer(0, 60),
        random.integer(0, 18),
        random.integer(1, 5),
        random.integer(1, 11),
        (random.integer(340, 1000) / 10).toFixed(1),
        random.integer(8100, 12600),
        (random.integer(20, 700) / 100).toFixed(2),
        (random.integer(40, 920) / 100).toFixed(2),
        random.integer(80, 170),
        Math.round(inhabitants * (0.02 + random.next() * 0.05)),
        Math.round(inhabitants * (0.02 + random.next() * 0.05)),
      ]);
    }
  }
  return rows;
}

function makeClient(random: Random, number: number, district: number): Row {
  const female = random.next() < 0.5;
  const [male, femaleForm] = random.pick(familyNames);
  const name = female ? `${femaleForm}, ${random.pick(femaleNames)}` : `${male}, ${random.pick(maleNames)}`;
  const birth = yymmdd(random.integer(1935, 1980), random.integer(1, 12) + (female ? 50 : 0), random.integer(1, 28));
  return [number, birth, district, name];
}

function addAccount(random: Random, bank: Rows, client: number, district: number): void {
  const account = bank.account.length + 1;
  const opened = random.integer(1993, 1997);
  const frequency = random.weighted([
    ['POPLATEK MESICNE', 90],
    ['POPLATEK TYDNE', 7],
    ['POPLATEK PO OBRATU', 3],
  ]);
  bank.account.push([account, district, frequency, yymmdd(opened, random.integer(1, 12), random.integer(1, 28))]);
  const disposition = bank.disp.length + 1;
  bank.disp.push([disposition, client, account, 'OWNER']);
  for (
    let count = random.weighted([
      [0, 3],
      [1, 4],
      [2, 2],
      [3, 1],
    ]);
    count > 0;
    count--
  ) {
    bank.order.push([
      bank.order.length + 1,
      account,
      random.pick(['AB', 'CD', 'EF', 'KL', 'QR', 'ST', 'YZ']),
      String(random.integer(10_000_000, 99_999_999)),
      (random.integer(10_000, 1_200_000) / 100).toFixed(2),
      random.weighted([
        ['SIPO', 55],
        [' ', 20],
        ['UVER', 11],
        ['POJISTNE', 9],
        ['LEASING', 5],
      ]),
    ]);
  }
  if (random.next() < 0.17) addLoan(random, bank, account, opened);
  if (random.next() < 0.2) {
    const type = random.weighted([
      ['classic', 74],
      ['junior', 16],
      ['gold', 10],
    ]);
    bank.card.push([
      bank.card.length + 1,
      disposition,
      type,
      `${yymmdd(random.integer(opened, 1998), random.integer(1, 12), random.integer(1, 28))} 00:00:00`,
    ]);
  }
}

function addLoan(random: Random, bank: Rows, account: number, opened: number): void {
  const duration = random.pick([12, 24, 36, 48, 60]);
  const payment = random.integer(600, 9800);
  const granted = random.integer(opened, 1998);
  const finished = granted + duration / 12 <= 1998;
  const status = finished
    ? random.weighted([
        ['A', 87],
        ['B', 13],
      ])
    : random.weighted([
        ['C', 90],
        ['D', 10],
      ]);
  bank.loan.push([
    bank.loan.length + 1,
    account,
    yymmdd(granted, random.integer(1, 12), random.integer(1, 28)),
    payment * duration,
    duration,
    `${payment}.00`,
    status,
  ]);
}

/** Gives a client without an account of their own the use of somebody else's. */
function addDisponent(random: Random, bank: Rows, client: number): void {
  if (bank.account.length === 0) return;
  bank.disp.push([bank.disp.length + 1, client, random.integer(1, bank.account.length), 'DISPONENT']);
}

function yymmdd(year: number, month: number, day: number): string {
  return [year % 100, month, day].map((part) => String(part).padStart(2, '0')).join('');
}
