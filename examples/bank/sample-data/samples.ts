import { bankFiles } from './bank-files.ts';

const seed = 1993;

/** Import and text of each sample file, in the order in which records refer to each other. */
export function samples(): readonly (readonly [mapping: string, text: string])[] {
  const files = bankFiles(seed);
  return [
    ['districts', files['district.asc']],
    ['clientsWithNames', files['client.asc']],
    ['accounts', files['account.asc']],
    ['dispositions', files['disp.asc']],
    ['paymentOrders', files['order.asc']],
    ['loans', files['loan.asc']],
    ['cards', files['card.asc']],
  ];
}
