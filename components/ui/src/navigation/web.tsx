import { Icon, useRenderServices } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import type { LinkItem } from '../contract/link-item.ts';
import { PageLink } from '../parts/page-link.tsx';
import type { navigation } from './manifest.ts';
import styles from './navigation.module.css';

export function Navigation({ id, properties }: PropsOf<typeof navigation>) {
  const { label, items, current, orientation } = properties;
  const groups = Map.groupBy(items ?? [], (item) => item.group ?? '');
  return (
    <nav aria-label={label} className={styles.navigation} data-orientation={orientation}>
      {[...groups].map(([group, links], index) => (
        <div key={group} className={styles.group}>
          {group ? (
            <p id={`${id}-group-${index}`} className={styles.title}>
              {group}
            </p>
          ) : null}
          <ul className={styles.links} aria-labelledby={group ? `${id}-group-${index}` : undefined}>
            {links.map((item) => (
              <li key={item.key ?? item.label}>
                <NavigationLink item={item} current={current} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function NavigationLink({ item, current }: { readonly item: LinkItem; readonly current: string | null | undefined }) {
  const services = useRenderServices();
  const address = item.page ? services.pageAddress(item.page, item.parameters ?? {}) : item.address;
  const here = Boolean(current) && (item.key === undefined ? current === item.page || current === address : current === item.key);
  return (
    <PageLink
      className={styles.link}
      page={item.page}
      parameters={item.parameters}
      address={item.address}
      aria-current={here ? 'page' : undefined}
    >
      {item.icon ? <Icon name={item.icon} size={16} /> : null}
      <span className={styles.label}>{item.label}</span>
      {item.badge ? <span className={styles.badge}>{item.badge}</span> : null}
    </PageLink>
  );
}
