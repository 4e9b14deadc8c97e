import { isAllowed } from './allowed-licences.ts';
import type { LockedPackage } from './lock.ts';

/** What stands in the way of using the packages: one sentence for each, saying what to do. */
export function licenceProblems(packages: readonly LockedPackage[]): string[] {
  return packages.flatMap(({ name, version, licence }) => {
    if (licence === null) return [`${name}@${version} names no licence; use another package, or ask its author to name one.`];
    if (isAllowed(licence)) return [];
    return [`${name}@${version} is under ${licence}, which is not allowed; use another package, or decide on it in allowed-licences.ts.`];
  });
}

/**
 * THIRD-PARTY-NOTICES.md: every package with its licence, and the licence texts of those that are part of every
 * installation, each different text once. The same on every platform.
 * @param textOf the licence text of a package, null where it ships none
 */
export function notices(packages: readonly LockedPackage[], textOf: (locked: LockedPackage) => string | null): string {
  const lines = [
    '# Third-party notices',
    '',
    'Plinth is under the [Apache License 2.0](LICENSE) and stands on the packages below. This page is made by `npm run generate` from the lock files.',
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
    '',
    '## Licence texts',
    '',
    'Of the packages that are part of every installation. Those only used to develop Plinth, and those for single platforms, bring theirs along.',
  ];
  for (const [text, names] of byText(packages, textOf)) lines.push('', `### ${names.join(', ')}`, '', ...fenced(text));
  return `${lines.join('\n')}\n`;
}

function byText(packages: readonly LockedPackage[], textOf: (locked: LockedPackage) => string | null): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const locked of packages.filter(({ always }) => always)) {
    const text = textOf(locked);
    if (text !== null) names.set(text, [...(names.get(text) ?? []), locked.name]);
  }
  return new Map([...names].map(([text, list]) => [text, [...new Set(list)]]));
}

/** A code fence longer than any run of backticks within. */
function fenced(text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...text.split('\n'), fence];
}
