import type { CoreBanking } from './core-banking.ts';

const firstNames = ['Anna', 'Jürgen', 'Mehmet', 'Zoë', 'Łukasz', 'Sofía', 'Noah', 'Marie'].map((name) => name.replace('Ł', 'L'));
const lastNames = ['Müller', 'Weiß', 'Schäfer', 'Núñez', 'Larsen', 'Okafor', 'Bernard', 'Rossi'];

/** Accounts with the numbers 1 to `count`, as the bank's sample data has them, each with some money. The same each time. */
export function addSampleAccounts(bank: CoreBanking, count: number): void {
  bank.atOnce(() => {
    for (let number = 1; number <= count; number++) addSampleAccount(bank, number);
  });
}

function addSampleAccount(bank: CoreBanking, number: number): void {
  const isCompany = number % 10 === 0;
  const lastName = lastNames[(number * 5) % lastNames.length] ?? '';
  bank.open({
    number: String(number),
    currency: 'CZK',
    overdraftLimit: String((number % 4) * 5000),
    holder: isCompany
      ? { kind: 'company', name: `${lastName} & Söhne GmbH`, registerNumber: `HRB ${1000 + number}` }
      : { kind: 'person', firstName: firstNames[(number * 3) % firstNames.length] ?? '', lastName },
  });
  const amount = `${((number * 7919) % 20_000) + 100}.${String(number % 100).padStart(2, '0')}`;
  bank.book({ reference: `OPENING-${number}`, debtor: '', creditor: String(number), amount, purpose: 'Opening balance' });
}
