import { Icon } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import { PageLink } from '../parts/page-link.tsx';
import styles from './link.module.css';
import type { link } from './manifest.ts';

export function Link({ properties, events }: PropsOf<typeof link>) {
  const { text, page, parameters, address, newTab, icon } = properties;
  const words = (
    <>
      {icon ? <Icon name={icon} size={14} /> : null}
      {text}
    </>
  );
  if (!page && !address && events.click) {
    return (
      <button type="button" className={styles.link} onClick={() => void events.click?.()}>
        {words}
      </button>
    );
  }
  return (
    <PageLink
      className={styles.link}
      page={page}
      parameters={parameters}
      address={address}
      newTab={newTab}
      onClick={() => void events.click?.()}
    >
      {words}
    </PageLink>
  );
}
