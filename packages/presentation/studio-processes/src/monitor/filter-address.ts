import { everyInstance, type InstanceFilter } from './instance-filter.tsx';

/** How the monitor shows the instances of a process. */
export type InstancesTab = 'list' | 'heat';

const shows: ReadonlySet<string> = new Set<InstanceFilter['show']>(['all', 'active', 'incidents', 'completed', 'terminated', 'cancelled']);
const longest: Readonly<Record<'key' | 'version', number>> = { key: 200, version: 60 };

/** Which instances an address asks for; what it says and there is not is left out. */
export function filterAt(query: URLSearchParams): InstanceFilter {
  const show = query.get('show') ?? '';
  const day = query.get('day') ?? '';
  const text = (name: 'key' | 'version') => (query.get(name) ?? '').trim().slice(0, longest[name]);
  return {
    show: shows.has(show) ? (show as InstanceFilter['show']) : everyInstance.show,
    key: text('key'),
    version: text('version'),
    day: /^\d{4}-\d\d-\d\d$/.test(day) ? day : '',
  };
}

export function tabAt(query: URLSearchParams): InstancesTab {
  return query.get('view') === 'heat' ? 'heat' : 'list';
}

/** As an address says it, with its question mark; empty where everything is as usual. */
export function queryOf(filter: InstanceFilter, tab: InstancesTab): string {
  const said = Object.entries(filter).filter(([name, value]) => value !== everyInstance[name as keyof InstanceFilter]);
  const query = new URLSearchParams(tab === 'list' ? said : [...said, ['view', tab]]);
  return query.size === 0 ? '' : `?${query}`;
}
