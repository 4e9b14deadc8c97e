import type { ShellPage } from '@plinth/api-contract';

export interface MatchedPage {
  readonly page: ShellPage;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The page at a path below the application; fixed parts win over parameters, and the query string gives the rest. */
export function matchPage(pages: readonly ShellPage[], rest: string, query: URLSearchParams): MatchedPage | null {
  const parts = rest.split('/').filter((part) => part !== '');
  const found = pages
    .map((page) => ({ page, parts: partsOf(page) }))
    .filter((candidate) => matches(candidate.parts, parts))
    .sort((one, other) => parametersIn(one.parts) - parametersIn(other.parts))[0];
  if (found === undefined) return null;
  const inPath = found.parts.flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), parts[index] ?? ''] as const] : []));
  return { page: found.page, parameters: { ...Object.fromEntries(query), ...Object.fromEntries(inPath) } };
}

/** The address of a page below `base`; null where the person may not open it. What the path does not name goes to the query string. */
export function pageAddress(
  pages: readonly ShellPage[],
  base: string,
  key: string,
  parameters: Readonly<Record<string, unknown>>,
): string | null {
  const page = pages.find((candidate) => candidate.key === key);
  if (page === undefined) return null;
  const rest = new Map(Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  const path = partsOf(page).map((part) => {
    if (!part.startsWith(':')) return encodeURIComponent(part);
    const value = rest.get(part.slice(1));
    rest.delete(part.slice(1));
    return encodeURIComponent(value === undefined ? '-' : textOf(value));
  });
  const query = new URLSearchParams([...rest].map(([name, value]) => [name, textOf(value)]));
  return [base, ...path].join('/') + (query.size === 0 ? '' : `?${query}`);
}

/** The pages that lead to a page by its path: `clients/:id` stands below `clients`. */
export function pagesAbove(pages: readonly ShellPage[], page: ShellPage): readonly ShellPage[] {
  const parts = partsOf(page);
  return pages
    .filter((candidate) => {
      const above = partsOf(candidate);
      return (
        above.length > 0 && above.length < parts.length && above.every((part, index) => part === parts[index]) && parametersIn(above) === 0
      );
    })
    .sort((one, other) => partsOf(one).length - partsOf(other).length);
}

function partsOf(page: ShellPage): readonly string[] {
  return page.path.split('/').filter((part) => part !== '');
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.length === parts.length && pattern.every((part, index) => part.startsWith(':') || part === parts[index]);
}

function parametersIn(parts: readonly string[]): number {
  return parts.filter((part) => part.startsWith(':')).length;
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : String(value);
}
