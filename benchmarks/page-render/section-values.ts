/** What one section of the page shows: the state of the page plan, and the props of the page written by hand. */
export interface SectionValues {
  readonly branch: string;
  readonly owner: string;
  readonly status: string;
  readonly kind: string;
  readonly amount: number;
  readonly share: number;
  readonly count: number;
  readonly locked: boolean;
}

/** Each section has 25 components. */
const sectionCount = 20;

const branches = ['Praha', 'Brno', 'Ostrava', 'Plzeň', 'Liberec'];
const owners = ['Mara Novak', 'Jan Malý', 'Eva Horská', 'Petr Dvořák'];

export const statuses = [
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
  { value: 'refused', label: 'Refused' },
];
export const kinds = [
  { value: 'house', label: 'House' },
  { value: 'car', label: 'Car' },
  { value: 'study', label: 'Study' },
];

/** Fractions are eighths and quarters, which a double holds as exactly as a decimal does. */
export const sections: readonly SectionValues[] = Array.from({ length: sectionCount }, (_, n) => ({
  branch: `${branches[n % branches.length]} ${n + 1}`,
  owner: owners[n % owners.length] ?? '',
  status: statuses[n % 2]?.value ?? '',
  kind: kinds[n % kinds.length]?.value ?? '',
  amount: 1000 * (n + 1) + 0.25,
  share: ((n % 7) + 1) / 8,
  count: n + 3,
  locked: n % 5 === 4,
}));
