import type { PagePlan } from '@plinth/api-contract';

const samples: Readonly<Record<string, (name: string) => unknown>> = {
  string: (name) => name,
  number: () => 12,
  boolean: () => true,
  date: () => '2026-01-10',
  time: () => '08:30:00',
  'date and time': () => '2026-01-10T09:30:00Z',
  'list<string>': (name) => [name],
};

/** What a composite is looked at with on its own canvas, where no page gives it anything; a page is given nothing. */
export function sampleParameters({ composite, parameters }: PagePlan['page']): Readonly<Record<string, unknown>> {
  if (composite === undefined) return {};
  return Object.fromEntries(Object.entries(parameters).map(([name, type]) => [name, samples[type]?.(name) ?? null]));
}
