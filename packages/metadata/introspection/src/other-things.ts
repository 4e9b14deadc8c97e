import type { CatalogThing } from '@plinth/database';
import type { OtherReport } from './report.ts';

const code = 'code of the database stays there; what an application does is said by its rules, processes and functions';
const reasons: Readonly<Record<string, string>> = {
  aggregate: code,
  function: code,
  procedure: code,
  'window function': code,
  'event trigger': code,
  event: code,
  rule: 'what it rewrites is a matter of the database',
  policy: 'which rows somebody sees in the database stays a matter of the database; roles of an application have rules of their own',
  sequence: 'it numbers no column of its own; what takes numbers from it is given by the database',
  extension: 'what it brings counts where columns are of its types',
  'foreign server': 'another database is read through a connection of its own',
  publication: 'what is copied elsewhere is a matter of the database',
  statistics: 'how queries are planned is a matter of the database',
  collation: 'how texts are sorted by it is a matter of the database',
};

/** Why each thing without columns is in no application. */
export function otherReports(others: readonly CatalogThing[]): readonly OtherReport[] {
  return others.map(({ kind, schema, name }) => ({ kind, schema, name, outcome: 'left out', reason: reasonOf(kind) }));
}

function reasonOf(kind: string): string {
  if (Object.hasOwn(reasons, kind)) return reasons[kind] ?? '';
  const isType = ['enum', 'domain', 'range', 'composite type'].includes(kind);
  return isType ? 'no column is of this type' : 'an application has no such thing';
}
